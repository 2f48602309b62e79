package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What is wrong between us and the server, in the words of `spec.server`.
final class NetworkProblems {
    private final SourceSettings settings;

    NetworkProblems(SourceSettings settings) {
        this.settings = settings;
    }

    /// What an exception of the network means.
    Problem of(Stage stage, IOException why) {
        var certificate = badCertificate(why);
        if (certificate != null) {
            return certificate(certificate);
        }
        return switch (why) {
            case UnknownHostException _ ->
                unreachable("The name %s is not known here (spec.server.host). Correct it, or "
                        + "look at the cluster's DNS.", settings.host());
            case ConnectException _ ->
                unreachable("Nothing listens at %s (spec.server.host, spec.server.port). Correct "
                        + "them, or start the mail server.", settings.server());
            case NoRouteToHostException _ -> unreachable("There is no way from here to %s (spec.server.host). Look at "
                    + "network policies and firewalls.", settings.server());
            case SocketTimeoutException _ -> unreachable("%s does not answer in time (spec.server.host, "
                    + "spec.server.port). Correct them, or look at network policies, firewalls and the mail server.",
                    settings.server());
            case SSLException _ when stage == Stage.CONNECTING -> mismatched("%s does not speak TLS as expected "
                    + "(spec.server.port, spec.server.tls: %s). Implicit goes with port 993, StartTLS with port 143.");
            default -> unreachable("The connection to %s broke (spec.server.host, spec.server.port). Nobody need act "
                    + "unless it lasts; then look at the mail server.", settings.server());
        };
    }

    /// What it means that the server lacks something.
    Problem mismatch(Lack lack) {
        return switch (lack) {
            case GREETING -> mismatched("%s accepts connections but does not greet as an IMAP server "
                    + "(spec.server.port, spec.server.tls: %s). IMAP is on port 993 with tls Implicit, or on port 143 "
                    + "with tls StartTLS; port 443 is not IMAP.");
            case STARTTLS -> mismatched("%s offers no StartTLS (spec.server.port, spec.server.tls: %s). Set tls to "
                    + "Implicit and port to 993, or have the server offer StartTLS.");
            case XOAUTH2 ->
                mismatched("%s takes no tokens of Entra ID (spec.server.port, spec.server.tls: %s). Correct "
                        + "spec.server.host, or use spec.credentials.password with this server.");
            case PASSWORD -> mismatched("%s takes no password on this connection (spec.server.port, spec.server.tls: "
                    + "%s). Set tls to Implicit with port 993, or to StartTLS, or use another kind of credentials.");
            case UIDVALIDITY -> mismatched("%s does not number messages durably (no UIDVALIDITY; spec.server.port, "
                    + "spec.server.tls: %s). This folder cannot be read; name another one in spec.folder.");
        };
    }

    private Problem certificate(Throwable why) {
        var message = String.valueOf(why.getMessage());
        var wrongName = message.startsWith("No subject alternative") || message.startsWith("No name matching");
        var sentence = wrongName
                ? "The certificate of %s is for another name (spec.server.host). Write the name that it is for, "
                        + "or have a certificate issued for this one."
                : "The certificate of %s is not trusted. If a private authority issued it, name its certificates in "
                        + "spec.server.caBundle; otherwise the mail server's administrator must renew it.";
        return new Problem(Reason.CertificateRejected, sentence.formatted(settings.server()), RetryAdvice.SLOW);
    }

    private static @Nullable Throwable badCertificate(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return cause;
            }
        }
        return null;
    }

    private static Problem unreachable(String sentence, String what) {
        return new Problem(Reason.Unreachable, sentence.formatted(what), RetryAdvice.BACK_OFF);
    }

    private Problem mismatched(String sentence) {
        return new Problem(Reason.ProtocolMismatch, sentence.formatted(settings.server(), settings.tls()),
                RetryAdvice.SLOW);
    }
}
