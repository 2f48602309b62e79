package io.inboundmailbox.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {
    private final Meters meters = Fixture.meters();
    private final AtomicBoolean works = new AtomicBoolean(true);
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        var broken = Map.<String, BooleanSupplier>of("cursors", works::get, "members", works::get);
        var checks = new HealthChecks(Map.of(), broken, Map.of("informers", () -> {
            if (!works.get()) {
                throw new IllegalStateException("broken");
            }
            return true;
        }));
        endpoint = HttpEndpoint.open(0, meters, checks);
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
        meters.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/startupz"})
    void healthIsOkWhenEveryCheckPasses(String path) throws IOException, InterruptedException {
        // When
        var response = get(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok\n");
    }

    @Test
    void theChecksThatFailAreNamed() throws IOException, InterruptedException {
        // Given
        works.set(false);

        // When
        var response = get("/readyz");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("failing: cursors, members\n");
    }

    @Test
    void aCheckThatBreaksFails() throws IOException, InterruptedException {
        // Given
        works.set(false);

        // When
        var response = get("/startupz");

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("failing: informers\n");
    }

    @Test
    void metricsComeAsPlainText() throws IOException, InterruptedException {
        // When
        var response = get("/metrics");

        // Then
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body()).contains("\ninboundmailbox_messages_delivered_total 0.0\n").contains("\njvm_");
    }

    @Test
    void metricsComeAsOpenMetricsToWhoAcceptsIt() throws IOException, InterruptedException {
        // Given
        var request = HttpRequest.newBuilder(uri("/metrics"))
                .header("Accept",
                        "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3")
                .build();

        // When
        var response = client.send(request, BodyHandlers.ofString());

        // Then
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/livez/x"})
    void anyOtherPathIsNotFound(String path) throws IOException, InterruptedException {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingCanBePosted() throws IOException, InterruptedException {
        // Given
        var request = HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.ofString("x")).build();

        // When
        var response = client.send(request, BodyHandlers.ofString());

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenIsToldInASentence() {
        assertThatIOException()
                .isThrownBy(() -> HttpEndpoint.open(endpoint.port(), meters,
                        new HealthChecks(Map.of(), Map.of(), Map.of())))
                .withMessageStartingWith("Port " + endpoint.port() + " for metrics and health cannot be had")
                .withMessageContaining("INBOUNDMAILBOX_HTTP_PORT");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + endpoint.port() + path);
    }
}
