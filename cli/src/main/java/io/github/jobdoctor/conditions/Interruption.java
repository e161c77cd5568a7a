package io.github.jobdoctor.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What is still done when somebody ends the program: by Ctrl-C, or by closing its terminal. Kill -9
 * leaves no time for it, which is what journals are for.
 */
public interface Interruption {

  /**
   * Has something done before the program ends; what came last is done first.
   *
   * @param last gives the exit code for the program, where it shall not be that of the signal
   */
  Registration beforeTheEnd(Supplier<OptionalInt> last);

  /** Something that is to be done, until this is closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Where nobody ends the program: what is still to be done then never is. */
  static Interruption never() {
    return last -> () -> {};
  }

  /** That of this process. */
  static Interruption ofProcess() {
    return new Interruption() {
      private final List<Supplier<OptionalInt>> todo = new ArrayList<>();
      private Thread hook;

      @Override
      public Registration beforeTheEnd(Supplier<OptionalInt> last) {
        synchronized (todo) {
          todo.add(last);
          if (hook == null) {
            hook = new Thread(this::end, "before the end");
            Runtime.getRuntime().addShutdownHook(hook);
          }
        }
        return () -> {
          synchronized (todo) {
            todo.remove(last);
          }
        };
      }

      private void end() {
        int worst = 0;
        while (true) {
          Supplier<OptionalInt> next;
          synchronized (todo) {
            if (todo.isEmpty()) {
              break;
            }
            next = todo.remove(todo.size() - 1);
          }
          worst = Math.max(worst, next.get().orElse(0));
        }
        if (worst > 0) {
          Runtime.getRuntime().halt(worst);
        }
      }
    };
  }
}
