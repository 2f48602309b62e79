package io.inboundmailbox.auth;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What it means that there was no answer at all. Tells exceptions apart by their types, never by their messages.
final class ConnectionFaults {
    private ConnectionFaults() {}

    /// The exception that [java.net.http.HttpClient] ended with.
    static Refusal refusal(@Nullable Throwable failure) {
        if (caused(failure, CertificateException.class)) {
            return new Refusal(Reason.CertificateRejected, """
                    The certificate of the token endpoint {authority} is not trusted, or is none for that host. {ca}\
                    """, RetryAdvice.SLOW, null);
        }
        if (caused(failure, HttpTimeoutException.class)) {
            return silence();
        }
        if (caused(failure, UnknownHostException.class) || caused(failure, UnresolvedAddressException.class)) {
            return unavailable("""
                    The host name of the token endpoint {authority} is not known. Check the cluster's DNS, its egress \
                    rules and the proxy.""");
        }
        if (caused(failure, ConnectException.class)) {
            return unavailable("""
                    The token endpoint {authority} takes no connections. Check the cluster's egress rules and the \
                    proxy.""");
        }
        if (caused(failure, SSLException.class)) {
            return unavailable("""
                    No TLS connection to the token endpoint {authority} comes about. Check its port and the proxy.""");
        }
        return unavailable("""
                The connection to the token endpoint {authority} broke, or its answer could not be read; the operator \
                tries again. Nothing to do unless it lasts.""");
    }

    /// No complete answer in time.
    static Refusal silence() {
        return unavailable("""
                The token endpoint {authority} did not answer in time; the operator tries again. If it lasts, check \
                the cluster's egress rules and the proxy.""");
    }

    private static Refusal unavailable(String sentence) {
        return new Refusal(Reason.TokenEndpointUnavailable, sentence, RetryAdvice.BACK_OFF, null);
    }

    private static boolean caused(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
