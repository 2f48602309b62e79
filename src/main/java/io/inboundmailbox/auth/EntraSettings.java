package io.inboundmailbox.auth;

import io.inboundmailbox.plan.CaBundle;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What [EntraTokenSource] needs to know of its surroundings.
///
/// @param clock tells when tokens end and when to ask again
/// @param random spreads requests over time; must be thread-safe, as [java.util.Random] is
/// @param connectTimeout for a connection to the token endpoint
/// @param requestTimeout for a whole request, connection and body included
/// @param proxy how the token endpoints are reached; [#noProxy()] for directly
/// @param customCloudCa trusted instead of the platform's certificates with `cloud: Custom`; null for the platform's
/// @param events told of every request
public record EntraSettings(Clock clock, RandomGenerator random, Duration connectTimeout, Duration requestTimeout,
        ProxySelector proxy, @Nullable CaBundle customCloudCa, TokenEvents events) {
    /// Estimates, not measured: generous for a slow proxy, still within one poll interval of 30 s.
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(30);

    public EntraSettings {
        if (!connectTimeout.isPositive() || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException("connectTimeout and requestTimeout must be positive");
        }
    }

    /// Direct connections, the platform's certificates, the usual timeouts, nobody who listens.
    public static EntraSettings of(Clock clock, RandomGenerator random) {
        return new EntraSettings(clock, random, CONNECT, REQUEST, noProxy(), null, TokenEvents.none());
    }

    /// Connects directly.
    public static ProxySelector noProxy() {
        return HttpClient.Builder.NO_PROXY;
    }

    public EntraSettings withProxy(ProxySelector proxies) {
        return new EntraSettings(clock, random, connectTimeout, requestTimeout, proxies, customCloudCa, events);
    }

    public EntraSettings withCustomCloudCa(@Nullable CaBundle ca) {
        return new EntraSettings(clock, random, connectTimeout, requestTimeout, proxy, ca, events);
    }

    public EntraSettings withEvents(TokenEvents listener) {
        return new EntraSettings(clock, random, connectTimeout, requestTimeout, proxy, customCloudCa, listener);
    }

    public EntraSettings withTimeouts(Duration connect, Duration request) {
        return new EntraSettings(clock, random, connect, request, proxy, customCloudCa, events);
    }
}
