package io.inboundmailbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the API server accepts and what it refuses by itself, and with which words.
@RealApiServer
class RulesIT {
    private static final ApiServer SERVER = ApiServer.shared();
    private static String namespace = "";

    @BeforeAll
    static void namespace() {
        namespace = SERVER.namespace();
    }

    @ParameterizedTest
    @MethodSource
    void isAccepted(RuleSample sample) {
        // When
        var accepted = SERVER.adminClient().resource(sample.resource()).inNamespace(namespace).create();
        // Then
        assertThat(accepted.getMetadata().getUid()).isNotBlank();
    }

    static Stream<RuleSample> isAccepted() {
        return RuleSample.all().stream().filter(RuleSample::valid);
    }

    @ParameterizedTest
    @MethodSource
    void isRefusedForOneReasonAtOneField(RuleSample sample) {
        // Given
        var resource = SERVER.adminClient().resource(sample.resource()).inNamespace(namespace);
        // When
        var refusal = catchThrowableOfType(KubernetesClientException.class, resource::create);
        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(causes(refusal)).singleElement().satisfies(cause -> {
            assertThat(cause.getMessage()).contains(sample.expected());
            assertThat(cause.getField()).isEqualTo(sample.field());
        });
    }

    static Stream<RuleSample> isRefusedForOneReasonAtOneField() {
        return RuleSample.all().stream().filter(RuleSample::invalid);
    }

    @Test
    void noSampleGoesUnread() {
        assertThat(RuleSample.all()).isNotEmpty().allMatch(sample -> sample.valid() != sample.invalid());
    }

    @Test
    void everyRuleHasASampleThatItRefuses() {
        // Given
        var expected = RuleSample.all().stream().filter(RuleSample::invalid).map(RuleSample::expected).toList();
        var crd = SERVER.adminClient()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("inboundmailboxes.inboundmailbox.io")
                .get();
        // When
        var messages = messages(crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema()).toList();
        // Then
        assertThat(messages).isNotEmpty().allMatch(message -> expected.stream().anyMatch(message::contains));
    }

    @Test
    void twoHundredFiftyLongAddressesAreWithinTheCostBudgetOfTheRules() {
        // Given
        var sample = RuleSample.all().stream().filter(RuleSample::valid).findFirst().orElseThrow().resource();
        sample.getMetadata().setName("many");
        var users = IntStream.range(0, 250)
                .mapToObj(i -> Map.of("address", "a".repeat(200) + i + "@" + "b".repeat(40) + ".example"))
                .toList();
        sample.<Map<String, Object>>get("spec").put("additionalUsers", users);
        // When
        var accepted = SERVER.adminClient().resource(sample).inNamespace(namespace).create();
        // Then
        assertThat(accepted.<List<?>>get("spec", "additionalUsers")).hasSize(250);
    }

    private static List<StatusCause> causes(KubernetesClientException refusal) {
        return refusal.getStatus()
                .getDetails()
                .getCauses()
                .stream()
                .filter(cause -> !cause.getMessage().contains("some validation rules were not checked"))
                .toList();
    }

    private static Stream<String> messages(JSONSchemaProps node) {
        var own = node.getXKubernetesValidations().stream().map(ValidationRule::getMessage);
        var children = node.getProperties().values().stream().flatMap(RulesIT::messages);
        var items = node.getItems() == null ? Stream.<String>empty() : messages(node.getItems().getSchema());
        return Stream.of(own, children, items).flatMap(stream -> stream);
    }
}
