package io.inboundmailbox.demo;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.kube.ApiServerBinaries;
import io.inboundmailbox.testing.OperatorProcess;
import io.inboundmailbox.testing.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// The operator at work, live in a terminal, with everything it talks to. With `-Ddemo.once=true` it ends by itself
/// when all samples have arrived; the last line is then `delivered N of N messages`, and the exit code says whether
/// that is so.
final class Demo {
    private static final String OPERATOR_NAMESPACE = "mail-system";
    private static final Path RECEIVED = Path.of("target", "demo", "received.txt");
    private static final int EARLY = 3;
    private static final int TAIL = 30;

    private final boolean once;
    private final Screen screen;
    private final Ledger ledger;
    private final ConditionLines conditions;

    private Demo(boolean once, Screen screen) {
        this.once = once;
        this.screen = screen;
        this.ledger = new Ledger(RECEIVED, screen);
        this.conditions = new ConditionLines(screen);
    }

    public static void main(String[] args) {
        Leash.hold();
        var screen = Screen.of(System.out, System.console(), System.getenv());
        System.exit(new Demo(Boolean.getBoolean("demo.once"), screen).exitCode());
    }

    private int exitCode() {
        try {
            var truth = play();
            truth.mismatches().forEach(screen::problem);
            screen.plain(truth.summary());
            return truth.holds() ? 0 : 1;
        } catch (IOException | RuntimeException | AssertionError e) {
            screen.problem("the demo failed: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private Truth play() throws IOException, InterruptedException {
        screen.part("demo", once ? "runs until the samples have arrived" : "runs until Ctrl-C, which ends all of it");
        var key = signingKey();
        try (var mail = new MailServer(); var receiver = WebhookReceiver.http(key); var api = startApi()) {
            receiver.answer(ledger::take);
            var feed = new Feed(mail::receive, SampleMessages.all(), !once);
            for (var i = 0; i < EARLY; i++) {
                feed.next();
            }
            tell(mail, receiver, feed);
            try (var operator = OperatorProcess.start(api.operatorKubeconfig(OPERATOR_NAMESPACE), OPERATOR_NAMESPACE,
                    mail.environment());
                    var run = new Run(mail, feed, ledger, conditions)) {
                return operate(api, new Manifests(receiver.url(), key), operator, run);
            }
        }
    }

    private KubernetesApi startApi() {
        var real = ApiServerBinaries.directory().isPresent();
        screen.part("kubernetes", real ? "starting kube-apiserver and etcd" : "starting a mock server");
        var api = real ? RealApi.start() : MockApi.start();
        api.description().forEach(line -> screen.part("kubernetes", line));
        return api;
    }

    private void tell(MailServer mail, WebhookReceiver receiver, Feed feed) {
        screen.part("oauth", "tokens at " + mail.authority());
        screen.part("imap", MailServer.ADDRESS + " at " + mail.imap() + ", over TLS, " + feed.arrived()
                + " messages so far, one of them read already");
        screen.part("webhook", "receiver at http://127.0.0.1:" + receiver.port() + ", what comes is noted in "
                + RECEIVED);
    }

    private Truth operate(KubernetesApi api, Manifests manifests, OperatorProcess operator, Run run)
            throws InterruptedException {
        screen.part("operator", "starting the jar as a process of its own");
        var mailboxes = api.admin().resources(InboundMailbox.class).inNamespace(Manifests.NAMESPACE);
        try {
            operator.awaitRunning();
            screen.part("operator", "runs; metrics at http://127.0.0.1:" + operator.port() + "/metrics");
            manifests.apply(api.admin());
            screen.part("operator", "Secrets and InboundMailbox " + Manifests.NAMESPACE + "/" + Manifests.NAME
                    + " are applied");
            try (var _ = mailboxes.inform(conditions)) {
                return run.until(Duration.ofSeconds(once ? 1 : 3), operator);
            }
        } catch (RuntimeException | AssertionError e) {
            run.truth().mismatches().forEach(screen::problem);
            screen.plain("The end of the operator's log:");
            tail(operator.log()).forEach(screen::plain);
            throw e;
        }
    }

    private static List<String> tail(String log) {
        var lines = log.lines().toList();
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    }

    private static String signingKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}
