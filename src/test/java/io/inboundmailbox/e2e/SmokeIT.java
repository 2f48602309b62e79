package io.inboundmailbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.kube.ApiServer;
import io.inboundmailbox.kube.RealApiServer;
import io.inboundmailbox.testing.OperatorProcess;
import io.inboundmailbox.testing.WebhookReceiver;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@RealApiServer
class SmokeIT {
    @Test
    void aMailTravels() throws Exception {
        var api = ApiServer.shared();
        var namespace = api.namespace();
        var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", "imap").dynamicPort());
        greenMail.start();
        var user = greenMail.setUser("support@contoso.com", "support@contoso.com", "secret");
        try (var receiver = WebhookReceiver.http();
                var operator = OperatorProcess.start(api.operatorKubeconfig(namespace), namespace, Map.of())) {
            try {
            operator.awaitRunning();
            api.adminClient().load(new java.io.ByteArrayInputStream("""
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: mail}
                    stringData: {username: support@contoso.com, password: "secret\\n"}
                    ---
                    apiVersion: inboundmailbox.io/v1alpha1
                    kind: InboundMailbox
                    metadata: {name: support}
                    spec:
                      protocol: IMAP
                      address: support@contoso.com
                      server: {host: 127.0.0.1, port: %d, tls: None}
                      credentials: {password: {secretRef: {name: mail}}}
                      sink: {webhook: {url: "%s"}}
                      interval: 5s
                    """.formatted(greenMail.getImap().getPort(), receiver.url()).getBytes(java.nio.charset.StandardCharsets.UTF_8))).inNamespace(namespace).create();
            user.deliver(GreenMailUtil.createTextEmail("support@contoso.com", "a@b.c", "Hi", "Body", greenMail.getImap().getServerSetup()));

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(receiver.received()).hasSize(1));
            await().atMost(Duration.ofSeconds(70)).untilAsserted(() -> {
                var seen = api.adminClient().resources(InboundMailbox.class).inNamespace(namespace).withName("support").get();
                assertThat(seen.getStatus().conditions()).anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
                assertThat(seen.getStatus().messages()).isEqualTo(new io.inboundmailbox.api.InboundMailboxStatus.Messages(1L, 0L));
            });
            } finally {
                System.err.println(Serialization.asYaml(api.adminClient().resources(InboundMailbox.class).inNamespace(namespace).withName("support").get()));
                System.err.println(operator.log());
                System.err.println(operator.get("/metrics").lines().filter(l -> l.startsWith("inboundmailbox") && !l.contains("bucket")).toList());
                System.err.println(operator.get("/readyz"));
                System.err.println(api.kubectl("-n", namespace, "get", "imb,events,lease,cm", "-o", "wide"));
            }
        }
    }
}
