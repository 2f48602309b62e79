package io.inboundmailbox.source.imap;

import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.plan.SourceSettings.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Opens sockets to one server. TLS is always verified, with the host name.
final class Dialer {
    private final SourceSettings settings;
    private final Timeouts timeouts;
    private final SSLSocketFactory tls;

    Dialer(SourceSettings settings, Timeouts timeouts) {
        this.settings = settings;
        this.timeouts = timeouts;
        var trust = settings.trust();
        this.tls = (trust == null ? platformTrust() : trust.sslContext()).getSocketFactory();
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /// Connects a socket that was made by the caller, who can close it meanwhile, and begins TLS where it is implicit.
    ///
    /// @return the socket to talk over
    Socket dial(Socket plain) throws Trouble.Lost {
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSoTimeout(Math.toIntExact(timeouts.greeting().toMillis()));
            var address = new InetSocketAddress(settings.host(), settings.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException();
            }
            plain.connect(address, Math.toIntExact(timeouts.connect().toMillis()));
        } catch (IOException e) {
            throw new Trouble.Lost(e);
        }
        return settings.tls() == Tls.Implicit ? secured(plain) : plain;
    }

    /// The same connection with TLS from here on.
    Socket secured(Socket plain) throws Trouble.Lost {
        try {
            var socket = (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), true);
            var parameters = socket.getSSLParameters();
            // Not the mail protocols' rule but that of RFC 6125, which is what certificates are issued for.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new Trouble.Lost(e);
        }
    }

    private static SSLContext platformTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
