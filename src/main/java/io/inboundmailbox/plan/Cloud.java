package io.inboundmailbox.plan;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The hosts of one Microsoft cloud. They move together: a token of one is worth nothing in another. Source: Microsoft
/// Graph "National cloud deployments", CSS-Exchange `Get-CloudServiceEndpoint.ps1`.
///
/// @param name the value of `spec.cloud`
/// @param authority where tokens come from, `https://host[:port]`, without a path
/// @param graph Microsoft Graph, `https://host[:port]`
/// @param exchange the host of IMAP and EWS, with a port only where it is not the protocol's own; tokens for both are
///     asked for as `https://<host>/.default`
/// @param trust private certificates of all these hosts; null means those of the platform
public record Cloud(String name, URI authority, URI graph, String exchange, @Nullable CaBundle trust) {
    public static final Cloud GLOBAL = new Cloud("Global", URI.create("https://login.microsoftonline.com"),
            URI.create("https://graph.microsoft.com"), "outlook.office365.com", null);
    public static final Cloud US_GOVERNMENT = new Cloud("USGovernment", URI.create("https://login.microsoftonline.us"),
            URI.create("https://graph.microsoft.us"), "outlook.office365.us", null);
    public static final Cloud US_GOVERNMENT_DOD = new Cloud("USGovernmentDoD",
            URI.create("https://login.microsoftonline.us"), URI.create("https://dod-graph.microsoft.us"),
            "outlook-dod.office365.us", null);
    public static final Cloud CHINA = new Cloud("China", URI.create("https://login.partner.microsoftonline.cn"),
            URI.create("https://microsoftgraph.chinacloudapi.cn"), "partner.outlook.cn", null);

    /// The scope of a token for IMAP and EWS.
    public String exchangeScope() {
        return "https://" + exchangeHost() + "/.default";
    }

    /// The host of IMAP and EWS, without a port.
    public String exchangeHost() {
        return exchange.substring(0, endOfHost());
    }

    /// The port of IMAP and EWS.
    ///
    /// @param usual the protocol's own
    public int exchangePort(int usual) {
        var end = endOfHost();
        return end == exchange.length() ? usual : Integer.parseInt(exchange.substring(end + 1));
    }

    /// Whether a host, as a user wrote it, is the one of IMAP and EWS.
    public boolean isExchange(String host) {
        return HostList.normal(host).equals(HostList.normal(exchangeHost()));
    }

    private int endOfHost() {
        var colon = exchange.lastIndexOf(':');
        // The last colon of an IPv6 address in brackets is none before a port.
        return colon < 0 || colon < exchange.lastIndexOf(']') ? exchange.length() : colon;
    }
}
