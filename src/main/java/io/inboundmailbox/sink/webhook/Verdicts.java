package io.inboundmailbox.sink.webhook;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.sink.Verdict;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Translates the end of an exchange into a verdict; the one place where the webhook's sentences are written. They name
/// the host, never the path, the query or anything that the other side wrote.
///
/// @param url where requests go
/// @param timeout as the spec has it
/// @param clock for `Retry-After` with a date
record Verdicts(URI url, Duration timeout, Clock clock) {

    Verdict of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answer -> answered(answer);
            case Outcome.Silent _ -> unavailable("gave no answer within " + timeout.toMillis() / 1000.0
                    + " s after the message was sent. If it needs longer, raise spec.sink.webhook.timeout");
            case Outcome.Unconnected _ -> unconnected();
            case Outcome.Slow _ -> unavailable("stopped reading, or took the message too slowly. Look at the receiver "
                    + "behind spec.sink.webhook.url and at the network between");
            case Outcome.Broken(var cause) -> broken(cause);
        };
    }

    private Verdict answered(Outcome.Answered answer) {
        return switch (answer.status() / 100) {
            case 2 -> Verdict.ACCEPTED;
            case 3 -> misconfigured(Reason.SinkRedirects, answered(answer.status())
                    + ", a redirect, and redirects are never followed. Set spec.sink.webhook.url to the final address");
            case 4 -> refused(answer);
            default -> later(answer);
        };
    }

    private Verdict refused(Outcome.Answered answer) {
        var status = answer.status();
        return switch (status) {
            case 401, 403 -> misconfigured(Reason.SinkUnauthorized, answered(status)
                    + ". Check the credentials in spec.sink.webhook.headersSecretRef and the key in "
                    + "spec.sink.webhook.signingSecretRef");
            case 404, 410 -> misconfigured(Reason.SinkNotFound, answered(status)
                    + ". Check the path in spec.sink.webhook.url, and that the receiver is deployed there");
            case 407 -> misconfigured(Reason.SinkUnavailable, "cannot be reached: the proxy before it answered 407. "
                    + "The installer must give the operator a proxy that lets it through to spec.sink.webhook.url");
            case 408, 425, 429 -> later(answer);
            default -> new Verdict.Refused(problem(Reason.MessageRefused, answered(status)
                    + ": it does not want this message. The log of the receiver behind spec.sink.webhook.url says why",
                    RetryAdvice.BACK_OFF));
        };
    }

    private Verdict later(Outcome.Answered answer) {
        var retryAfter = answer.headers().firstValue("Retry-After").orElse(null);
        return new Verdict.Wait(problem(Reason.SinkUnavailable, answered(answer.status())
                + " and is asked again. If this lasts, look at the receiver behind spec.sink.webhook.url",
                RetryAfter.advice(retryAfter, clock.instant())));
    }

    private Verdict broken(Throwable cause) {
        if (has(cause, SSLException.class)) {
            return tls(cause);
        }
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return unavailable("is a name that cannot be resolved. Check the host in spec.sink.webhook.url");
        }
        if (has(cause, HttpConnectTimeoutException.class)) {
            return unconnected();
        }
        if (has(cause, ConnectException.class)) {
            return unavailable("refuses the connection. Check host and port in spec.sink.webhook.url, and that the "
                    + "receiver is running");
        }
        return unavailable("closed the connection without a proper answer. Look at the receiver behind "
                + "spec.sink.webhook.url");
    }

    private Verdict tls(Throwable cause) {
        return has(cause, GeneralSecurityException.class)
                ? misconfigured(Reason.CertificateRejected, "shows a certificate that is not trusted, has expired or "
                        + "names another host. Put the certificate of the CA that issued it into "
                        + "spec.sink.webhook.caBundle, or mend the receiver's certificate")
                : unavailable("does not speak TLS as it should. If it speaks plain HTTP, write http:// in "
                        + "spec.sink.webhook.url");
    }

    private Verdict unconnected() {
        return unavailable("lets no connection come about. Check scheme, host and port in spec.sink.webhook.url, and "
                + "that network policies and firewalls let the operator through");
    }

    private Verdict unavailable(String what) {
        return new Verdict.Wait(problem(Reason.SinkUnavailable, what, RetryAdvice.BACK_OFF));
    }

    private Verdict misconfigured(Reason reason, String what) {
        return new Verdict.Misconfigured(problem(reason, what, RetryAdvice.SLOW));
    }

    private Problem problem(Reason reason, String what, RetryAdvice advice) {
        return new Problem(reason, "The webhook's host " + host() + " " + what + ".", advice);
    }

    private String host() {
        return url.getPort() < 0 ? String.valueOf(url.getHost()) : url.getHost() + ":" + url.getPort();
    }

    private static String answered(int status) {
        return "answered " + status;
    }

    /// Whether a failure may only mean that the other side had just closed a connection that was kept from before:
    /// worth one more attempt at once. The HTTP client itself repeats no POST; the event id makes repeating safe.
    static boolean mayBeStale(Throwable cause) {
        return !has(cause, SSLException.class) && !has(cause, ConnectException.class)
                && !has(cause, HttpTimeoutException.class) && !has(cause, UnknownHostException.class);
    }

    private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
                .limit(20)
                .anyMatch(kind::isInstance);
    }
}
