package io.inboundmailbox.plan;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// Where the operator may connect on behalf of a resource: one rule for sinks and servers, asked at each connect with
/// the very address that is about to be used, so that a name cannot change its meaning between question and use.
///
/// Refused are, unless the installer lists them: loopback, link-local and multicast addresses and the metadata services
/// of clouds, however they are reached; private addresses that are written as numbers; names inside the cluster that
/// belong to another namespace. A *name* may resolve to a private address: servers in the cluster and on premises live
/// there.
///
/// The caller should resolve a name of two labels with a trailing dot (`web.other.`), otherwise a pod's search domains
/// can turn it into the Service `web` of namespace `other`, which this rule cannot see in the name.
///
/// @param allowed what the installer lists
public record EgressPolicy(HostList allowed) {
    /// Metadata services outside the link-local range: Azure's WireServer, Alibaba Cloud, Amazon's by IPv6.
    private static final HostList METADATA = HostList.parse("168.63.129.16, 100.100.100.200, fd00:ec2::254");
    /// RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193 (unique local), RFC 3879 (site-local).
    private static final HostList PRIVATE = HostList
            .parse("10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, fc00::/7, fec0::/10");
    /// RFC 6890: "this network" and what is reserved, broadcast among it.
    private static final HostList SPECIAL = HostList.parse("0.0.0.0/8, 240.0.0.0/4");
    /// RFC 6052, section 2.1, and RFC 4291, section 2.5.5.1: IPv6 addresses whose last 32 bits are an IPv4 address.
    private static final HostList EMBEDDING = HostList.parse("64:ff9b::/96, ::/96");

    /// Why a connection must not be made, or nothing when it may. Pure.
    ///
    /// @param namespace the namespace of the resource that wants it
    /// @param host as the user wrote it
    /// @param address what it resolved to
    /// @return a sentence that names the host, the rule and the remedy, never the resolved address
    public Optional<String> refusal(String namespace, String host, InetAddress address) {
        var name = HostList.normal(host);
        if (allowed.names(name)) {
            return Optional.empty();
        }
        if (isForeignService(namespace, name)) {
            return Optional.of(sentence(host, "belongs to the cluster, but not to the namespace " + namespace));
        }
        return allowed.contains(address) || allowed.contains(plain(address))
                ? Optional.empty()
                : objection(name, plain(address)).map(objection -> sentence(host, objection));
    }

    private static Optional<String> objection(String name, InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Optional.of("leads to the operator's own machine (loopback)");
        }
        if (address.isLinkLocalAddress() || METADATA.contains(address)) {
            return Optional.of("leads to a link-local address or a metadata service");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || SPECIAL.contains(address)) {
            return Optional.of("leads to an address that is not one host's");
        }
        if (HostList.isNumeric(name) && PRIVATE.contains(address)) {
            return Optional.of("is a private address written as a number");
        }
        return Optional.empty();
    }

    private static boolean isForeignService(String namespace, String name) {
        if (name.endsWith(".svc")) {
            return !name.endsWith("." + namespace + ".svc");
        }
        return name.endsWith(".cluster.local") && !name.endsWith("." + namespace + ".svc.cluster.local");
    }

    /// The IPv4 address inside an IPv6 one; Java itself unwraps `::ffff:0:0/96`, the mapped ones.
    private static InetAddress plain(InetAddress address) {
        if (!(address instanceof Inet6Address) || !EMBEDDING.contains(address) || address.isLoopbackAddress()) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static String sentence(String host, String objection) {
        return "The host " + host + " " + objection + ". If that is wanted, the installer of the operator lists it in "
                + "INBOUNDMAILBOX_EGRESS_ALLOW.";
    }
}
