package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.AgentException;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.conditions.ConditionException;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.ConditionsReport;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** From what went wrong to one clear sentence and the documented exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final GlobalOptions options;

  Errors(GlobalOptions options) {
    this.options = options;
  }

  /** The exit code that belongs to an exception. */
  static ExitCode exitCode(Exception e) {
    if (e instanceof DeviceException.TimedOut) {
      return ExitCode.TIMED_OUT;
    }
    if (e instanceof DeviceException.Interrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (e instanceof DeviceException) {
      return ExitCode.DEVICE;
    }
    if (e instanceof UnusableDumpException unusable) {
      return switch (unusable.reason()) {
        case NOT_A_DUMP, NO_SERVICE -> ExitCode.INPUT;
        case PERMISSION_DENIED -> ExitCode.REFUSED;
        case INVALID_PACKAGE -> ExitCode.NOT_FOUND;
      };
    }
    if (e instanceof AgentException agent) {
      return switch (agent.reason()) {
        case MISSING, NOT_REGISTERED -> ExitCode.NOT_FOUND;
        case UNKNOWN_FORMAT -> ExitCode.INPUT;
        case REFUSED -> ExitCode.REFUSED;
        case BAD_ARGUMENT -> ExitCode.USAGE;
      };
    }
    if (e instanceof ConditionException condition) {
      return switch (condition.reason()) {
        case REFUSED, HELD -> ExitCode.REFUSED;
        case NOT_FOUND -> ExitCode.NOT_FOUND;
        case CONTRADICTION, NO_JOURNAL -> ExitCode.USAGE;
        case UNREADABLE -> ExitCode.INPUT;
        case NOT_RESTORED -> ExitCode.NOT_RESTORED;
        case INTERRUPTED -> ExitCode.INTERRUPTED;
      };
    }
    if (e instanceof UnreadableInputException || e instanceof UnusableLogException) {
      return ExitCode.INPUT;
    }
    if (e instanceof WrongUsageException) {
      return ExitCode.USAGE;
    }
    if (e instanceof NoSuchJobException) {
      return ExitCode.NOT_FOUND;
    }
    if (e instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    return ExitCode.BUG;
  }

  /** What went wrong, and how what it left behind is put back. */
  static String sentence(ConditionException e, AdbLine adb) {
    return e.getMessage()
        + e.restored()
            .map(
                restored ->
                    restored.missing().stream()
                        .map(
                            missing ->
                                " Not put back: "
                                    + missing.condition().text()
                                    + (missing.commands().isEmpty()
                                        ? ""
                                        : "; by hand: "
                                            + String.join(
                                                "; ", ConditionsReport.commands(missing, adb))))
                        .collect(Collectors.joining(".", "", ". Or: jobdoctor conditions restore")))
            .orElse("");
  }

  /** What an exception says; its kind when it says nothing, or only names a file. */
  static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "you may not";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof OutputGoneException) {
      // Who looks at the stream of the results says whether that is an error.
      return ExitCode.DONE.code();
    }
    PrintWriter err = command.getErr();
    Talk talk = new Talk(err);
    ExitCode code = exitCode(e);
    if (code == ExitCode.BUG) {
      talk.error(
          "This is a bug of jobdoctor ("
              + e
              + "): please report it"
              + (options.debug ? "." : " with the output of the same command and --debug."));
    } else {
      talk.error(e.getMessage() == null ? code.meaning() : e.getMessage());
    }
    if (options.debug) {
      e.printStackTrace(err);
      err.flush();
    }
    return code.code();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    Talk talk = new Talk(command.getErr());
    talk.error(firstLine(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        talk.note("Did you mean " + String.join(" or ", suggestions) + "?");
      }
    }
    talk.note("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE.code();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("wrong usage");
  }
}
