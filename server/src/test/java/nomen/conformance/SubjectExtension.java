package nomen.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import nomen.conformance.subject.SubjectKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Starts the subject once, hands out clients, and turns stated differences into visible skips. A
 * test after which the subject tells of a fault inside it fails, whatever it answered.
 */
final class SubjectExtension
    implements ExecutionCondition, ParameterResolver, InvocationInterceptor, AfterEachCallback {
  private static final Namespace RUN = Namespace.create(SubjectExtension.class);
  private static final String UPDATES = "updates";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int PEER_ATTEMPTS = 3;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean updates =
        context
            .getTestMethod()
            .filter(test -> Arrays.asList(test.getParameterTypes()).contains(UpdatedZone.class))
            .isPresent();
    return (updates ? SubjectKind.chosen().updatesMissing() : Optional.<String>empty())
        .map(ConditionEvaluationResult::disabled)
        .orElse(ConditionEvaluationResult.enabled(null));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == DnsClient.class || type == InetSocketAddress.class || type == UpdatedZone.class;
  }

  /** A client for the test, closed after it, a zone of its own, or the subject's IPv6 address. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == UpdatedZone.class) {
      return updatedZone(parameter, context);
    }
    Running running =
        context
            .getRoot()
            .getStore(RUN)
            .getOrComputeIfAbsent(
                SubjectKind.chosen(),
                kind ->
                    new Running(
                        kind,
                        folder -> Serving.usual(TestZones.all(), folder).with(TestKeys.all())),
                Running.class);
    if (parameter.getParameter().getType() == InetSocketAddress.class) {
      return running.subject().address6();
    }
    return client(running, parameter, context);
  }

  /** A zone that no other test has changed, of a subject that takes updates. */
  private static UpdatedZone updatedZone(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(RUN);
    Running running =
        store.getOrComputeIfAbsent(
            UPDATES, key -> new Running(SubjectKind.chosen(), UpdateZones::serving), Running.class);
    return new UpdatedZone(
        UpdateZones.origin(running.nextZone++), client(running, parameter, context));
  }

  private static DnsClient client(
      Running running, ParameterContext parameter, ExtensionContext context) {
    try {
      // This server owes every request its answer. Peers have been seen to restart a worker after
      // an odd message and lose the next one, which is not what the tests are about.
      int attempts = SubjectKind.chosen() == SubjectKind.NOMEN ? 1 : PEER_ATTEMPTS;
      DnsClient client = new DnsClient(running.subject().address(), TIMEOUT, attempts);
      context.getStore(RUN).put(parameter.getIndex(), client);
      return client;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, method);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, method);
  }

  private static void intercept(
      Invocation<Void> invocation, ReflectiveInvocationContext<Method> test) throws Throwable {
    SubjectKind subject = SubjectKind.chosen();
    Optional<Differs> difference =
        Arrays.stream(test.getExecutable().getAnnotationsByType(Differs.class))
            .filter(stated -> Arrays.asList(stated.subject()).contains(subject))
            .filter(stated -> isSaidOf(test.getArguments(), stated))
            .findFirst();
    if (difference.isEmpty()) {
      invocation.proceed();
      return;
    }
    String why = difference.get().why();
    if (difference.get().crashes()) {
      invocation.skip();
      throw new TestAbortedException(subject + " crashes: " + why);
    }
    try {
      invocation.proceed();
    } catch (AssertionError | IOException expected) {
      throw new TestAbortedException(subject + " differs: " + why, expected);
    }
    throw new AssertionError(subject + " is said to differ, but does not: " + why);
  }

  private static boolean isSaidOf(List<Object> arguments, Differs stated) {
    return stated.when().length == 0
        || Arrays.asList(stated.when()).contains(String.valueOf(arguments.getFirst()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(RUN);
    noNewFaults(store.get(SubjectKind.chosen(), Running.class));
    noNewFaults(store.get(UPDATES, Running.class));
  }

  private static void noNewFaults(@Nullable Running running) {
    if (running != null && running.subject != null) {
      long faults = running.subject.faults();
      long before = running.faults;
      running.faults = faults;
      assertEquals(before, faults, "faults inside the subject; see its log");
    }
  }

  /** What a subject serves, its files being in a folder. */
  private interface ServingOf {
    Serving in(Path folder) throws IOException;
  }

  /** The subject of this run: starting it is tried once, and what failed is told to every test. */
  private static final class Running implements AutoCloseable {
    private final Path folder;
    private final @Nullable Subject subject;
    private final @Nullable Exception failure;
    private long faults;
    private int nextZone;

    Running(SubjectKind kind, ServingOf zones) {
      Subject started = null;
      Exception failed = null;
      try {
        folder = Files.createTempDirectory("nomen-subject");
      } catch (IOException noFolder) {
        throw new UncheckedIOException(noFolder);
      }
      Optional<String> missing = kind.missing();
      if (missing.isPresent()) {
        failed = new TestAbortedException(missing.get());
      } else {
        try {
          started = kind.start(zones.in(folder));
        } catch (IOException | RuntimeException noStart) {
          failed = noStart;
        }
      }
      subject = started;
      failure = failed;
    }

    Subject subject() {
      if (failure instanceof TestAbortedException aborted) {
        throw aborted;
      }
      if (subject == null) {
        throw new IllegalStateException("the subject did not start", failure);
      }
      return subject;
    }

    @Override
    public void close() throws IOException {
      if (subject != null) {
        subject.close();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
