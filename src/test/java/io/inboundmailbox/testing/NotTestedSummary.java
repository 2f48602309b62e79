package io.inboundmailbox.testing;

import java.io.PrintStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Says at the end of a run what was skipped and why, one line each, so that nothing is skipped silently. Found by the
/// JUnit platform through `META-INF/services`. Prints nothing when everything ran.
public final class NotTestedSummary implements TestExecutionListener {
    private final PrintStream out;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /// For the platform: writes to standard error.
    public NotTestedSummary() {
        this(System.err);
    }

    NotTestedSummary(PrintStream out) {
        this.out = out;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, reason);
    }

    /// A failed assumption is a skip that was found out late.
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            note(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        var skipped = List.copyOf(lines);
        lines.clear();
        if (!skipped.isEmpty()) {
            out.printf("NOT TESTED (%d):%n", skipped.size());
            skipped.forEach(line -> out.println("  NOT TESTED: " + line));
            out.flush();
        }
    }

    private void note(TestIdentifier test, String reason) {
        lines.add(where(test) + ": " + reason.lines().findFirst().orElse(""));
    }

    private static String where(TestIdentifier test) {
        return switch (test.getSource().orElse(null)) {
            case ClassSource type -> type.getClassName();
            case MethodSource method -> method.getClassName() + "." + method.getMethodName();
            case null, default -> test.getDisplayName();
        };
    }
}
