package io.github.jobdoctor.agentdoor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentdoor.TriggeredTask.Ending;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A trigger")
class TriggeringTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final HandmadeAgent agent = new HandmadeAgent().with("sync", "mail");
  private final VirtualDevice device = VirtualDevice.named("phone").app(agent.app()).build();

  private List<TriggeredTask> trigger(Duration limit, String... names) throws Exception {
    try (Phone phone = new Phone(device)) {
      return new Triggering(phone.agent(), InstantSource.system()).run(List.of(names), limit);
    }
  }

  private Ending ending(Duration limit) throws Exception {
    List<TriggeredTask> tasks = trigger(limit, "sync");
    assertEquals(1, tasks.size());
    return tasks.get(0).ending();
  }

  @Test
  @DisplayName("of all tasks tells each one's outcome, in the agent's order")
  void allTasks() throws Exception {
    agent.onTrigger(
        name -> {
          agent.test("worker-start", "");
          long sync = agent.entry("sync");
          agent.exit("mail", agent.entry("mail"), "failed");
          agent.exit("sync", sync, "success");
        });
    List<TriggeredTask> tasks = trigger(LONG);
    assertEquals(List.of("sync", "mail"), tasks.stream().map(TriggeredTask::task).toList());
    assertEquals(
        List.of(Ending.SUCCESS, Ending.FAILED), tasks.stream().map(TriggeredTask::ending).toList());
    assertEquals(2, tasks.get(0).entry().orElseThrow().seq());
    assertEquals(5, tasks.get(0).end().orElseThrow().seq());
  }

  @Test
  @DisplayName("of a name given twice is given once")
  void twiceTheSame() throws Exception {
    agent.onTrigger(name -> agent.run(name.orElseThrow(), "success"));
    assertEquals(1, trigger(LONG, "sync", "sync").size());
    assertEquals(1, agent.calls().stream().filter("trigger sync"::equals).count());
  }

  @Test
  @DisplayName("of an unknown name triggers nothing, not even what is known")
  void unknownName() {
    AgentException refused =
        assertThrows(AgentException.class, () -> trigger(LONG, "sync", "nope"));
    assertEquals(AgentException.Reason.NOT_REGISTERED, refused.reason());
    assertTrue(refused.getMessage().contains("there are sync, mail"), refused.getMessage());
    assertEquals(List.of("tasks"), agent.calls());
  }

  @Test
  @DisplayName("tells tasks that the worker skipped, did not find, or left out")
  void tasksThatDidNotRun() throws Exception {
    agent.onTrigger(
        name -> agent.test("skipped", ",\"task\":\"sync\",\"message\":\"it still runs\""));
    assertEquals(Ending.SKIPPED, ending(LONG));
    agent.onTrigger(name -> agent.test("undefined", ",\"task\":\"sync\""));
    assertEquals(Ending.UNDEFINED, ending(LONG));
    agent
        .thatDoesNotFollow()
        .onTrigger(
            name -> {
              agent.test("worker-start", "");
              agent.test("worker-end", "");
            });
    assertEquals(Ending.LEFT_OUT, ending(LONG));
  }

  @Test
  @DisplayName("says died only of the run that it began")
  void died() throws Exception {
    agent.onTrigger(
        name -> {
          long run = agent.entry("sync");
          agent.test("died", ",\"task\":\"sync\",\"run\":" + run);
        });
    assertEquals(Ending.DIED, ending(LONG));
    // The process starts for the order, and finds what an earlier process left.
    long old = agent.entry("sync");
    agent.onTrigger(
        name -> {
          agent.test("died", ",\"task\":\"sync\",\"run\":" + old);
          agent.run("sync", "success");
        });
    assertEquals(Ending.SUCCESS, ending(LONG));
  }

  @Test
  @DisplayName("does not take the end of an earlier run for its own")
  void anEarlierRunEnds() throws Exception {
    agent.test("worker-start", "");
    long earlier = agent.entry("sync");
    agent.onTrigger(
        name -> {
          agent.exit("sync", earlier, "success");
          agent.test("worker-end", "");
          agent.run("sync", "failed");
        });
    assertEquals(Ending.FAILED, ending(LONG));
  }

  @Test
  @DisplayName("watches no longer than it was told, and says what was under way")
  void theTimeIsUp() throws Exception {
    assertEquals(Ending.NOT_STARTED, ending(SHORT));
    assertTrue(
        agent.reads().stream().allMatch(read -> read.endsWith("follow=1")),
        () -> "no answer stays open beyond the limit: " + agent.reads());
    agent.onTrigger(name -> agent.entry("sync"));
    assertEquals(Ending.RUNNING, ending(SHORT));
  }

  @Test
  @DisplayName("cannot tell when the log was cleared before it was read")
  void clearedBeforeItIsRead() throws Exception {
    agent.run("sync", "success");
    agent.onTrigger(name -> agent.clear("00000000000000bb"));
    assertEquals(Ending.UNKNOWN, ending(LONG));
  }

  @Test
  @DisplayName("cannot tell when the log is cleared while it is watched")
  void clearedWhileWatched() throws Exception {
    agent.onTrigger(name -> agent.entry("sync"));
    agent.onRead(
        () -> {
          if (agent.reads().size() == 2) {
            agent.clear("00000000000000bb");
          }
        });
    agent.thatDoesNotFollow();
    assertEquals(Ending.UNKNOWN, ending(LONG));
  }

  @Test
  @DisplayName("cannot tell when the records were overwritten")
  void overwritten() throws Exception {
    agent.onTrigger(
        name -> {
          agent.run("sync", "success");
          agent.write("\"event\":\"log\"");
          agent.overwriteUpTo(4);
        });
    assertEquals(Ending.UNKNOWN, ending(LONG));
  }

  @Test
  @DisplayName("says that it cannot watch when the agent does not tell where its log stood")
  void withoutAfterSeq() {
    agent.run("sync", "success");
    agent.answering("trigger", HandmadeAgent.ok(""));
    AgentException e = assertThrows(AgentException.class, () -> trigger(LONG, "sync"));
    assertTrue(e.getMessage().contains("cannot be told"), e.getMessage());
  }

  @Test
  @DisplayName("in a release build is refused with the agent's reason")
  void releaseBuild() {
    agent.inReleaseBuild();
    AgentException e = assertThrows(AgentException.class, () -> trigger(LONG, "sync"));
    assertEquals(AgentException.Reason.REFUSED, e.reason());
    assertEquals("The agent answers release-build: this is why.", e.getMessage());
  }

  static Stream<String> hostileNames() {
    return Stream.of(
        "--x",
        "-",
        "a b",
        " ",
        "$(reboot)",
        "`reboot`; reboot",
        "it's \"quoted\"",
        "two\nlines",
        "tab\tbell\007",
        "größe 😀",
        "a:s:b\\",
        "}]",
        "n".repeat(200));
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  @DisplayName("reaches the agent with exactly the name, and nothing else is executed")
  void hostileNames(String name) throws Exception {
    agent.with(name).onTrigger(each -> agent.run(each.orElseThrow(), "success"));
    assertEquals(Ending.SUCCESS, trigger(LONG, name).get(0).ending());
    assertEquals(List.of("tasks", "trigger " + name), agent.calls());
    assertTrue(
        device.commands().stream().allMatch(line -> line.startsWith("content ")),
        () -> "executed: " + device.commands());
    assertEquals(3, device.commands().size(), () -> "executed: " + device.commands());
  }
}
