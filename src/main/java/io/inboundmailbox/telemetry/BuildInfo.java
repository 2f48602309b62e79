package io.inboundmailbox.telemetry;

import java.util.Objects;

/// Labels of `inboundmailbox_build_info`.
///
/// @param revision the commit it was built from
/// @param java the version of the virtual machine
public record BuildInfo(String version, String revision, String java) {
    private static final String UNKNOWN = "unknown";

    /// From the jar's manifest; `unknown` where there is no jar.
    public static BuildInfo current() {
        var version = BuildInfo.class.getPackage().getImplementationVersion();
        return new BuildInfo(Objects.requireNonNullElse(version, UNKNOWN), UNKNOWN, Runtime.version().toString());
    }
}
