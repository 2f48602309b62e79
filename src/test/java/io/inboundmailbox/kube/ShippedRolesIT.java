package io.inboundmailbox.kube;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.inboundmailbox.api.InboundMailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the shipped ServiceAccount may do, asked for every verb on everything that the API server serves.
@RealApiServer
class ShippedRolesIT {
    private static final ApiServer SERVER = ApiServer.shared();
    private static final List<String> VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch",
            "update", "watch");
    private static final String READ = "get list watch";
    private static final String WRITE = "create delete get list patch update watch";

    private static String home = "";
    private static String elsewhere = "";

    @BeforeAll
    static void install() {
        home = SERVER.namespace();
        elsewhere = SERVER.namespace();
        new ShippedRbac(SERVER.adminClient(), home).install();
    }

    @Test
    void inTheUsersNamespacesItReadsAndWritesStatusAndEventsAlone() {
        assertThat(rights(elsewhere)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "/secrets", READ,
                "/configmaps", READ,
                "/events", "create patch",
                "events.k8s.io/events", "create patch",
                "inboundmailbox.io/inboundmailboxes", READ,
                "inboundmailbox.io/inboundmailboxes/status", "get patch update"));
    }

    @Test
    void inItsOwnNamespaceItWritesConfigMapsAndLeasesToo() {
        assertThat(rights(home)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "/secrets", READ,
                "/configmaps", WRITE,
                "/events", "create patch",
                "events.k8s.io/events", "create patch",
                "coordination.k8s.io/leases", WRITE,
                "inboundmailbox.io/inboundmailboxes", READ,
                "inboundmailbox.io/inboundmailboxes/status", "get patch update"));
    }

    @Test
    void itWritesAStatusButNoSpec() throws IOException {
        // Given
        var sample = RuleSample.all().stream().filter(RuleSample::valid).findFirst().orElseThrow().resource();
        var name = SERVER.adminClient().resource(sample).inNamespace(elsewhere).create().getMetadata().getName();
        var config = Config.fromKubeconfig(Files.readString(SERVER.operatorKubeconfig(home)));
        try (var operator = new KubernetesClientBuilder().withConfig(config).build()) {
            var mailbox = operator.resources(InboundMailbox.class).inNamespace(elsewhere).withName(name);
            // When
            var patched = mailbox.subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"mailboxes\": \"0/1\"}}");
            // Then
            assertThat(patched.getStatus().mailboxes()).isEqualTo("0/1");
            assertThatThrownBy(() -> mailbox.patch(PatchContext.of(PatchType.JSON_MERGE),
                    "{\"spec\": {\"suspend\": true}}"))
                    .isInstanceOfSatisfying(KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(403));
        }
    }

    /// The allowed verbs of each resource, without those that every ServiceAccount has.
    private static Map<String, String> rights(String namespace) {
        var ours = new Access(SERVER.adminClient(), ShippedRbac.ACCOUNT, home);
        var anybody = new Access(SERVER.adminClient(), "anybody", home);
        var rights = new TreeMap<String, String>();
        served(SERVER.adminClient()).forEach(resource -> {
            var verbs = VERBS.stream()
                    .filter(verb -> ours.may(verb, resource, namespace))
                    .filter(verb -> !anybody.may(verb, resource, namespace))
                    .collect(joining(" "));
            if (!verbs.isEmpty()) {
                rights.put(resource, verbs);
            }
        });
        return rights;
    }

    /// Everything served, subresources included, as `group/resource`.
    private static Stream<String> served(KubernetesClient client) {
        var core = client.getApiResources("v1").getResources().stream().map(APIResource::getName).map("/"::concat);
        var groups = client.getApiGroups()
                .getGroups()
                .stream()
                .flatMap(group -> client
                        .getApiResources(group.getPreferredVersion().getGroupVersion())
                        .getResources()
                        .stream()
                        .map(resource -> group.getName() + "/" + resource.getName()));
        return Stream.concat(core, groups).distinct();
    }
}
