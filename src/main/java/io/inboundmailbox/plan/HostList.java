package io.inboundmailbox.plan;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Hosts that an installer lists: names (`mail.example.com`), suffixes (`*.example.com`: every name below, not the name
/// itself), addresses and networks (`10.1.2.3`, `10.0.0.0/8`, `fd00::/8`). Names are compared without case and without
/// a trailing dot.
public record HostList(List<Entry> entries) {
    public static final HostList EMPTY = new HostList(List.of());

    private static final Pattern NAME = Pattern
            .compile("(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0x[0-9a-f]*");

    /// One line of the list.
    public sealed interface Entry {
        /// Exactly this name, lower case.
        record Name(String name) implements Entry {}

        /// Every name that ends so; with its leading dot, lower case.
        record Suffix(String suffix) implements Entry {}

        /// The addresses whose first `bits` bits are those of `prefix`.
        record Network(InetAddress prefix, int bits) implements Entry {
            boolean contains(InetAddress address) {
                var ours = prefix.getAddress();
                var theirs = address.getAddress();
                return ours.length == theirs.length && Arrays.equals(masked(ours), masked(theirs));
            }

            private byte[] masked(byte[] bytes) {
                var result = bytes.clone();
                for (var i = 0; i < result.length; i++) {
                    var kept = Math.clamp(bits - 8L * i, 0, 8);
                    result[i] &= (byte) (0xFF << (8 - kept));
                }
                return result;
            }
        }
    }

    public HostList {
        entries = List.copyOf(entries);
    }

    /// Reads a comma-separated list; blank means [#EMPTY].
    ///
    /// @throws IllegalArgumentException with a sentence that names the entry that cannot be read
    public static HostList parse(String text) {
        return new HostList(Arrays.stream(text.split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(HostList::entry)
                .toList());
    }

    /// Whether a host, as a user wrote it, is listed: a name by name or suffix, an address by itself or its network.
    public boolean names(String host) {
        var plain = normal(host);
        return isAddress(plain)
                ? contains(InetAddress.ofLiteral(plain))
                : entries.stream().anyMatch(entry -> switch (entry) {
                    case Entry.Name(var name) -> name.equals(plain);
                    case Entry.Suffix(var suffix) -> plain.length() > suffix.length() && plain.endsWith(suffix);
                    case Entry.Network _ -> false;
                });
    }

    /// Whether an address lies in a listed network.
    public boolean contains(InetAddress address) {
        return entries.stream().anyMatch(entry -> entry instanceof Entry.Network network && network.contains(address));
    }

    /// Lower case, without the trailing dot of a fully qualified name and without the brackets of an IPv6 literal.
    static String normal(String host) {
        var plain = host.strip().toLowerCase(Locale.ROOT);
        plain = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        return plain.startsWith("[") && plain.endsWith("]") ? plain.substring(1, plain.length() - 1) : plain;
    }

    /// Whether a host is an address rather than a name, in the one spelling per family that is accepted here.
    static boolean isAddress(String normalHost) {
        if (!normalHost.contains(":") && !DOTTED_QUAD.matcher(normalHost).matches()) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(normalHost) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Whether a host is written as a number in any of the spellings that resolvers take for an address (`0x7f.1`,
    /// `2130706433`): WHATWG URL, "ends in a number".
    static boolean isNumeric(String normalHost) {
        var last = normalHost.substring(normalHost.lastIndexOf('.') + 1);
        return normalHost.contains(":") || NUMERIC_LABEL.matcher(last).matches();
    }

    private static Entry entry(String text) {
        if (text.startsWith("*.") && isName(text.substring(2))) {
            return new Entry.Suffix(text.substring(1));
        }
        var slash = text.indexOf('/');
        var address = normal(slash < 0 ? text : text.substring(0, slash));
        if (isAddress(address)) {
            return network(text, InetAddress.ofLiteral(address), slash);
        }
        if (isName(normal(text))) {
            return new Entry.Name(normal(text));
        }
        throw new IllegalArgumentException(
                "\"" + text
                        + "\" is neither a host name, nor *. with a domain, nor an address, nor a network (CIDR)");
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !isNumeric(text);
    }

    private static Entry network(String text, InetAddress prefix, int slash) {
        var most = prefix.getAddress().length * 8;
        var bits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must have a prefix length between 0 and " + most + " behind the slash");
        }
        return new Entry.Network(prefix, Integer.parseInt(bits));
    }
}
