package io.inboundmailbox.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates in PEM form that are trusted *instead of* those of the platform, for one server or sink.
public record CaBundle(String pem) {
    /// Fails with a sentence when the text holds no readable certificate.
    public CaBundle {
        if (trustStore(pem).isEmpty()) {
            throw new IllegalArgumentException("it holds no readable PEM certificate");
        }
    }

    /// A TLS context that trusts these certificates and nothing else.
    public SSLContext sslContext() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore(pem).orElseThrow());
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS and PKIX", e);
        }
    }

    private static Optional<KeyStore> trustStore(String pem) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return store.size() == 0 ? Optional.empty() : Optional.of(store);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }
}
