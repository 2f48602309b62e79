package io.inboundmailbox.api;

/// Patterns, limits and rules that several fields share.
final class Names {
    /// A DNS subdomain: the names of Secrets and ConfigMaps.
    static final String OBJECT = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
    /// A key of a Secret or ConfigMap.
    static final String KEY = "^[-._a-zA-Z0-9]+$";
    /// An instant as RFC 3339 writes it.
    static final String TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
            + "(Z|[+-][0-9]{2}:[0-9]{2})$";
    static final int NAME_LENGTH = 253;
    static final int ADDRESS_LENGTH = 254;
    static final int TIME_LENGTH = 35;
    static final int FOLDER_LENGTH = 1000;

    // Rules of an address, for spec.address and every one of spec.additionalUsers.
    static final String ONE_ADDRESS = "!self.matches('[\\\\s;,]')";
    static final String LOWER_CASE = "self == self.lowerAscii()";
    static final String HAS_DOMAIN = "self.matches('.@[^@]+$')";

    /// A tenant that is none. `common` and its like are for people who sign in, not for applications.
    static final String ONE_TENANT = "!(self.lowerAscii() in ['common', 'consumers', 'organizations'])";
    static final String ONE_TENANT_MESSAGE = "tenantId must name one tenant: use the Directory (tenant) ID of the app "
            + "registration or a verified domain, not common, consumers or organizations.";
    static final String TENANT = "^[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$";
    static final String CLIENT = "^[0-9A-Za-z._-]+$";

    private Names() {}
}
