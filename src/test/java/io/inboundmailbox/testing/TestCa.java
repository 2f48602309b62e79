package io.inboundmailbox.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as a test: what a company's private CA is to its servers.
public final class TestCa {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final X500Name NAME = new X500Name("CN=Test CA");

    private final KeyPair keys = keyPair();
    private final X509Certificate certificate = sign(NAME, keys, keys, true, "ca");

    /// The CA certificate as a `caBundle` holds it.
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /// A server certificate for these host names or IP addresses, with its key.
    public Server server(String... hosts) {
        var serverKeys = keyPair();
        return new Server(sign(new X500Name("CN=" + hosts[0]), serverKeys, keys, false, hosts), serverKeys.getPrivate(),
                certificate);
    }

    /// A server's certificate and key.
    public record Server(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {
        /// Certificate and issuer in PEM form, for servers outside of this JVM.
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate)) + pem("CERTIFICATE", encoded(issuer));
        }

        /// The private key in PEM form (PKCS #8, not encrypted).
        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /// A key store with the one entry; the password is [#PASSWORD].
        public KeyStore keyStore() {
            try {
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", key, PASSWORD.toCharArray(), new X509Certificate[]{certificate, issuer});
                return store;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// What a server of this JVM needs to speak TLS.
        public SSLContext sslContext() {
            try {
                var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(keyStore(), PASSWORD.toCharArray());
                var context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public static final String PASSWORD = "changeit";
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(X500Name subject, KeyPair of, KeyPair issuer, boolean ca, String... hosts) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(NAME, BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(Duration.ofDays(30))), subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!ca) {
                var names = Arrays.stream(hosts).map(TestCa::name).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(issuer.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GeneralName name(String host) {
        var isAddress = host.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
        return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName,
                isAddress ? address(host) : host);
    }

    private static String address(String host) {
        try {
            return InetAddress.ofLiteral(host).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(host + " is no IP address", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
