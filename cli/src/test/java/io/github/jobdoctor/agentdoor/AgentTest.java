package io.github.jobdoctor.agentdoor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An agent")
class AgentTest {

  private final HandmadeAgent agent = new HandmadeAgent().with("sync");
  private final VirtualDevice device = VirtualDevice.named("phone").app(agent.app()).build();

  private interface Question {
    Object ask(Agent agent) throws Exception;
  }

  private Object ask(Question question) throws Exception {
    return ask(device, question);
  }

  private static Object ask(VirtualDevice device, Question question) throws Exception {
    try (Phone phone = new Phone(device)) {
      return question.ask(phone.agent());
    }
  }

  private AgentException refusal(Question question) {
    return assertThrows(AgentException.class, () -> ask(question));
  }

  private static VirtualDevice printing(String text) {
    return VirtualDevice.named("phone")
        .app(new HandmadeAgent().app())
        .program("content", Program.printing(text))
        .build();
  }

  @Test
  @DisplayName("of another version is refused, and both versions are named")
  void otherVersions() {
    agent.answering("status", HandmadeAgent.ok("").replace("\"version\":1", "\"version\":2"));
    AgentException newer = refusal(Agent::status);
    assertEquals(Reason.UNKNOWN_FORMAT, newer.reason());
    assertTrue(newer.getMessage().contains("speaks jobdoctor-agent version 2"), newer.getMessage());
    assertTrue(newer.getMessage().contains("version 1: update jobdoctor"), newer.getMessage());
    agent.answering("status", HandmadeAgent.ok("").replace("\"version\":1", "\"version\":0"));
    assertTrue(refusal(Agent::status).getMessage().contains("update the agent"));
    for (String version : new String[] {"1e400", "99999999999", "\"1\"", "1.5", "null", "[1]"}) {
      agent.answering(
          "status", HandmadeAgent.ok("").replace("\"version\":1", "\"version\":" + version));
      assertEquals(Reason.UNKNOWN_FORMAT, refusal(Agent::status).reason(), version);
    }
  }

  @Test
  @DisplayName("that prints numbers beyond any meaning is not understood, and breaks nothing")
  void senselessNumbers() {
    for (String members :
        new String[] {
          ",\"work\":{\"state\":\"X\",\"intervalMinutes\":9000000000000000000}",
          ",\"work\":{\"state\":\"X\",\"intervalMinutes\":9000000000000}",
          ",\"log\":{\"id\":\"a\",\"lastSeq\":9223372036854775807}",
          ",\"registered\":1e300"
        }) {
      agent.answering("status", HandmadeAgent.ok(members));
      assertEquals(Reason.UNKNOWN_FORMAT, refusal(Agent::status).reason(), members);
    }
    agent.answering(
        "tasks",
        HandmadeAgent.ok(
            ",\"total\":1,\"from\":0,\"tasks\":[{\"name\":\"a\",\"minimumInterval\":9e18}]"));
    assertEquals(Reason.UNKNOWN_FORMAT, refusal(Agent::tasks).reason());
  }

  @Test
  @DisplayName("that gives the same tasks again and again is not asked for ever")
  void pagesThatDoNotGoOn() {
    agent.answering(
        "tasks", HandmadeAgent.ok(",\"total\":1000000,\"from\":0,\"tasks\":[{\"name\":\"a\"}]"));
    assertEquals(Reason.UNKNOWN_FORMAT, refusal(Agent::tasks).reason());
    assertEquals(2, agent.calls().size());
  }

  @Test
  @DisplayName("is understood behind warnings, and on a device with one output stream")
  void warningsBefore() throws Exception {
    String answer =
        "WARNING: linker: something\nResult: Bundle[{answer="
            + HandmadeAgent.ok(",\"package\":\"com.x\"")
            + "}]\n";
    assertEquals("com.x", ((AgentStatus) ask(printing(answer), Agent::status)).packageName());
    VirtualDevice old =
        VirtualDevice.named("phone").withoutShellV2().app(new HandmadeAgent().app()).build();
    assertEquals(0, ((AgentStatus) ask(old, Agent::status)).registered());
  }

  @Test
  @DisplayName("that answers garbage, or half an answer, is not understood")
  void garbage() {
    for (String text :
        new String[] {
          "",
          "Result: null\n",
          "Result: Bundle[{answer={\"code\":\"ok\",\"for",
          "Result: Bundle[{answer=}]",
          "Result: Bundle[{answer=[1,2]}]",
          "Result: Bundle[{answer={} {}}]",
          "}]Result: Bundle[{answer="
        }) {
      AgentException e =
          assertThrows(AgentException.class, () -> ask(printing(text), Agent::status), text);
      assertEquals(Reason.UNKNOWN_FORMAT, e.reason(), text);
    }
  }

  @Test
  @DisplayName("that throws, or that Android guards, has refused; the exception is named")
  void exceptions() {
    agent.throwing(new IllegalStateException("the log's folder is gone"));
    AgentException thrown = refusal(Agent::status);
    assertEquals(Reason.REFUSED, thrown.reason());
    assertTrue(thrown.getMessage().contains("the log's folder is gone"), thrown.getMessage());
    agent.throwing(new SecurityException("Permission Denial: opening provider"));
    AgentException guarded = refusal(Agent::tasks);
    assertEquals(Reason.REFUSED, guarded.reason());
    assertTrue(guarded.getMessage().contains("Permission Denial"), guarded.getMessage());
    AgentException log =
        refusal(each -> new LogPull(each, new LogReader(new LogListener() {})).pull());
    assertEquals(Reason.REFUSED, log.reason());
  }

  @Test
  @DisplayName("that is not there is missing, on old and new Android alike")
  void missing() {
    for (VirtualDevice empty :
        new VirtualDevice[] {
          VirtualDevice.named("phone").build(),
          VirtualDevice.named("phone").withoutShellV2().build()
        }) {
      AgentException e = assertThrows(AgentException.class, () -> ask(empty, Agent::status));
      assertEquals(Reason.MISSING, e.reason());
      AgentException log =
          assertThrows(
              AgentException.class,
              () ->
                  ask(
                      empty,
                      each -> new LogPull(each, new LogReader(new LogListener() {})).pull()));
      assertEquals(Reason.MISSING, log.reason());
    }
  }

  @Test
  @DisplayName("is not sent more text than a command can carry")
  void tooMuchText() {
    TaskRequest request =
        new TaskRequest(
            OptionalLong.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.of("😀".repeat(4_000)));
    assertEquals(Reason.BAD_ARGUMENT, refusal(each -> each.register("sync", request)).reason());
    assertEquals(0, agent.calls().size());
  }

  @Test
  @DisplayName("whose log has a hostile id is pulled, and the id stays one parameter")
  void hostileLogId() throws Exception {
    agent.inLog("a&after=0#\u0000'$(reboot)");
    agent.write("\"event\":\"log\"");
    Door door = new Door("com.x", OptionalInt.empty());
    assertEquals(
        "content read --uri"
            + " 'content://com.x.jobdoctor/log?after=3&log=a%26+b%3D%00%27%24%28x%29&follow=5'",
        door.log(3, Optional.of("a& b=\0'$(x)"), Optional.of(Duration.ofSeconds(5)))
            .line()
            .replace("%20", "+"));
    agent.losingTheLast(20);
    Object missing = ask(each -> new LogPull(each, new LogReader(new LogListener() {})).pull());
    assertTrue(((Optional<?>) missing).isPresent());
    assertEquals(3, agent.reads().size());
  }
}
