package io.inboundmailbox.app;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.mail.LogKeys;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From arguments and environment to a process that runs. What keeps it from starting is said in one sentence each, on
/// standard error, and ends it.
public final class CommandLine {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLine.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private CommandLine() {}

    /// Runs until the process is told to stop.
    ///
    /// @return the exit code: 0 after a stop that was asked for, 1 when it cannot run, 2 when it was called wrongly
    public static int run(Map<String, String> environment, PrintStream errors, String... args) {
        if (args.length > 1 || (args.length == 1 && !args[0].equals("operator"))) {
            errors.println("usage: java -jar inbound-mailbox-operator.jar [operator]");
            return USAGE;
        }
        try {
            return operate(OperatorConfig.from(environment), Proxies.from(environment));
        } catch (ConfigurationException e) {
            errors.println(e.getMessage());
        } catch (IOException e) {
            errors.println("The operator cannot start: " + e.getMessage());
        } catch (OperatorException | KubernetesClientException e) {
            LOG.atError().setCause(e).log("The API server did not let the operator start");
            errors.println("The operator cannot start: the Kubernetes API server is not reachable, the CRD "
                    + "inboundmailboxes.inboundmailbox.io is not installed (kubectl apply -f crds/), or the "
                    + "ServiceAccount lacks a permission (deploy/rbac.yaml); the log line above says which.");
        }
        return FAILED;
    }

    private static int operate(OperatorConfig config, ProxySelector proxies) throws IOException {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var application = new Application(config, proxies);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped);
        }, "stop"));
        LOG.atInfo().addKeyValue(LogKeys.PORT, application.port()).log("The operator runs");
        await(stop);
        try {
            application.close();
            LOG.atInfo().log("The operator has stopped");
        } finally {
            // Otherwise a defect in stopping would keep the process from ending.
            stopped.countDown();
        }
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
