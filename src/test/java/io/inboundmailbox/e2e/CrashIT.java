package io.inboundmailbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inboundmailbox.kube.RealApiServer;
import io.inboundmailbox.testing.RealDovecot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Operators that die, and operators that are one too many.
@RealApiServer
@RealDovecot
class CrashIT {
    private static final int KILLS = 10;

    @Test
    void nothingIsLostWhenTheOperatorIsKilledTenTimesWhileMailFlows() {
        try (var world = new World(); var mail = Executors.newSingleThreadScheduledExecutor()) {
            // Given
            var address = World.address();
            var sent = new AtomicInteger();
            world.secrets("flow");
            world.apply(world.mailbox("flow", address));
            var flow = mail.scheduleAtFixedRate(
                    () -> world.dovecot.deliver(address, World.message(sent.incrementAndGet())), 0, 50,
                    TimeUnit.MILLISECONDS);

            // When
            for (var kill = 0; kill < KILLS; kill++) {
                var before = world.events(address).size();
                var operator = world.operator(Map.of());
                // Killed in the middle of deliveries, not before the first.
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThat(world.events(address)).hasSizeGreaterThan(before + 3));
                operator.kill();
            }
            flow.cancel(false);

            // Then
            try (var last = world.operator(Map.of())) {
                last.awaitRunning();
                world.awaitEvents(address, sent.get());
                assertThat(messageIds(world, address)).hasSize(sent.get());
            }
        }
    }

    @Test
    void twoProcessesStartedByMistakeDeliverEachMessageOnce() {
        try (var world = new World()) {
            // Given: the same name, the same namespace, the same rights
            for (var i = 0; i < 6; i++) {
                world.secrets("twin" + i);
                world.apply(world.mailbox("twin" + i, "twin" + i + "@contoso.com"));
            }
            try (var one = world.operator(Map.of()); var other = world.operator(Map.of())) {
                one.awaitRunning();
                other.awaitRunning();
                await().atMost(World.SOON).untilAsserted(() -> assertThat(members(one.get("/metrics"))).isEqualTo(2));

                // When
                for (var message = 0; message < 20; message++) {
                    for (var i = 0; i < 6; i++) {
                        world.dovecot.deliver("twin" + i + "@contoso.com", World.message(1000 + message));
                    }
                }
                for (var i = 0; i < 6; i++) {
                    world.awaitEvents("twin" + i + "@contoso.com", 20);
                }

                // Then
                for (var i = 0; i < 6; i++) {
                    assertThat(world.events("twin" + i + "@contoso.com").values()).containsOnly(1L);
                }
                other.kill();
                for (var i = 0; i < 6; i++) {
                    world.dovecot.deliver("twin" + i + "@contoso.com", World.message(2000));
                }
                for (var i = 0; i < 6; i++) {
                    world.awaitEvents("twin" + i + "@contoso.com", 21);
                }
            }
        }
    }

    private static Set<String> messageIds(World world, String address) {
        var ids = new HashSet<String>();
        world.receiver.received()
                .stream()
                .filter(received -> received.header("ce-source").equals("mailto:" + address))
                .forEach(received -> ids.add(received.header("ce-subject")));
        return ids;
    }

    private static int members(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("inboundmailbox_members "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
