package io.inboundmailbox.kube;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// The text of a kubeconfig that names no other file.
record Kubeconfig(String yaml) {
    private static final String USER = "operator";

    /// Takes certificates and key of a kubeconfig with one cluster and one user from their files into the text.
    static Kubeconfig selfContained(String yaml) throws IOException {
        var config = Serialization.unmarshal(yaml, Config.class);
        var cluster = config.getClusters().getFirst().getCluster();
        cluster.setCertificateAuthorityData(data(cluster.getCertificateAuthority()));
        cluster.setCertificateAuthority(null);
        var user = config.getUsers().getFirst().getUser();
        user.setClientCertificateData(data(user.getClientCertificate()));
        user.setClientCertificate(null);
        user.setClientKeyData(data(user.getClientKey()));
        user.setClientKey(null);
        return new Kubeconfig(Serialization.asYaml(config));
    }

    /// The same cluster for somebody else.
    Kubeconfig withToken(String token, String namespace) {
        var config = new ConfigBuilder(Serialization.unmarshal(yaml, Config.class))
                .editFirstContext()
                .editContext()
                .withUser(USER)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .editFirstUser()
                .withName(USER)
                .withUser(new AuthInfoBuilder().withToken(token).build())
                .endUser();
        return new Kubeconfig(Serialization.asYaml(config.build()));
    }

    private static String data(String file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    }
}
