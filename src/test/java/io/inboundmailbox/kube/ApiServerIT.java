package io.inboundmailbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inboundmailbox.api.InboundMailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RealApiServer
class ApiServerIT {
    private final ApiServer server = ApiServer.shared();

    @Test
    void theOperatorsKubeconfigIsThatOfTheShippedServiceAccount() throws IOException {
        // Given
        var namespace = server.namespace();
        var secret = new SecretBuilder().withNewMetadata().withName("mine").endMetadata().build();
        // When
        var config = Config.fromKubeconfig(Files.readString(server.operatorKubeconfig(namespace)));
        // Then
        assertThat(config.getNamespace()).isEqualTo(namespace);
        try (var operator = new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(operator.resources(InboundMailbox.class).inAnyNamespace().list().getItems()).isNotNull();
            assertThatThrownBy(() -> operator.resource(secret).inNamespace(namespace).create())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void aWatchOfTheOperatorSeesASecretAsSoonAsItIsThere() throws IOException {
        // Given
        var namespace = server.namespace();
        var config = Config.fromKubeconfig(Files.readString(server.operatorKubeconfig(namespace)));
        var secret = new SecretBuilder().withNewMetadata().withName("mine").endMetadata().build();
        try (var operator = new KubernetesClientBuilder().withConfig(config).build();
                var informer = operator.secrets().inNamespace(namespace).inform()) {
            // When
            server.adminClient().resource(secret).inNamespace(namespace).create();
            // Then
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(1));
        }
    }

    @Test
    void kubectlKnowsTheShortName() {
        assertThat(server.kubectl("api-resources", "--api-group=inboundmailbox.io")).contains("imb");
    }
}
