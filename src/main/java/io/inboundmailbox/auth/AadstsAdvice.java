package io.inboundmailbox.auth;

import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the error numbers of Entra ID mean, who must act, and when to ask again: a table. The gaps in braces are filled
/// by [TokenKey#fill]. Source: Microsoft's "Microsoft Entra authentication and authorization error codes"; numbers
/// change, so they choose the sentence only, see [AnswerReader].
enum AadstsAdvice {
    SECRET_WRONG(Reason.CredentialsRejected, RetryAdvice.NEVER, """
            The client secret in {secret}/clientSecret is not accepted for application {app}. {hint}\
            The app owner must copy the secret's Value (not its Secret ID) from Certificates & secrets into that key.\
            """, 7000215, 70002),
    SECRET_EXPIRED(Reason.SecretExpired, RetryAdvice.NEVER, """
            The client secret of application {app} has expired. The app owner must create a new one (at most 24 \
            months) and put its Value into {secret}/clientSecret.""", 7000222),
    SECRET_MISSING(Reason.CredentialsRejected, RetryAdvice.NEVER, """
            {secret} holds no clientSecret, or the value is empty.""", 7000218, 900144, 50192),
    PUBLIC_CLIENT(Reason.CredentialsRejected, RetryAdvice.SLOW, """
            Application {app} is registered as a public client and may not present a secret. The app owner must use a \
            confidential (web) registration.""", 700025),
    APP_NOT_FOUND(Reason.AppNotFound, RetryAdvice.SLOW, """
            Application {app} does not exist in tenant {tenant}. Check clientId and tenantId; for an app from another \
            tenant an Entra admin of {tenant} must consent to it first.""", 700016, 700011),
    APP_WITHOUT_PRINCIPAL(Reason.ConsentMissing, RetryAdvice.SLOW, """
            Application {app} has no enterprise application in {tenant}. An Entra admin must grant admin consent or \
            run New-MgServicePrincipal -AppId {app}.""", 7000229),
    APP_DISABLED(Reason.AppDisabled, RetryAdvice.SLOW, """
            Application {app} is disabled in {tenant}. An Entra admin must enable sign-in for it under Enterprise \
            applications.""", 70001, 7000112, 1000031),
    TENANT_NOT_FOUND(Reason.TenantNotFound, RetryAdvice.NEVER, """
            Tenant {tenant} was not found at {authority}. Check tenantId, and spec.cloud: a tenant of another cloud \
            looks like this.""", 90002),
    TENANT_MALFORMED(Reason.TenantNotFound, RetryAdvice.NEVER, """
            tenantId is neither a GUID nor a domain. Look for blanks, quotes or a line break in {secret}/tenantId or \
            in the resource.""", 90023, 900023, 50128, 50059, 90019),
    TENANT_COMMON(Reason.TenantNotFound, RetryAdvice.NEVER, """
            tenantId must be the id of one tenant; common, consumers and organizations do not work here. Put the \
            tenant's GUID or one of its domains there.""", 9001023, 90124, 90130, 50194),
    OTHER_CLOUD(Reason.WrongCloud, RetryAdvice.NEVER, """
            Tenant {tenant} lives in another Microsoft cloud than {cloud}. Set spec.cloud.""",
            90038, 900382, 900432, 90051),
    SCOPE(Reason.TokenRequestInvalid, RetryAdvice.NEVER, """
            The operator asked for a scope that Entra ID does not accept ({scope}). Check spec.cloud and spec.server; \
            otherwise report it as a defect.""", 70011, 28002, 28003, 700022, 700023, 901002),
    USER_SIGN_IN(Reason.TokenRequestInvalid, RetryAdvice.NEVER, """
            Entra ID treated this as a user's sign-in; the operator only signs in as an application. Check the \
            credential kind.""", 50034, 51004, 50014, 50126, 50076, 50079),
    RESOURCE(Reason.ResourceNotInTenant, RetryAdvice.SLOW, """
            Tenant {tenant} has no Exchange Online or Microsoft Graph under the name {scope}. Check spec.cloud; an \
            Entra admin must check the Microsoft 365 subscription.""", 500011, 50001, 650052, 650054),
    PERMISSION_NOT_LISTED(Reason.ConsentMissing, RetryAdvice.SLOW, """
            Application {app} does not ask for the permission {permission}. The app owner must add it (type \
            Application) and an Entra admin must grant admin consent.""", 650056, 650057, 65005),
    CONSENT(Reason.ConsentMissing, RetryAdvice.SLOW, """
            An Entra admin of {tenant} must grant admin consent: Enterprise applications → {app} → Permissions, or \
            {authority}/{tenant}/adminconsent?client_id={app}""", 65001, 90094, 90095, 90008, 90099, 50105),
    CONDITIONAL_ACCESS(Reason.AccessPolicyBlocked, RetryAdvice.SLOW, """
            A Conditional Access policy of {tenant} blocks application {app} from this address. An Entra admin must \
            allow this workload identity or the cluster's egress address; the sign-in log (service principals) names \
            the policy.""", 53003, 530035, 530032, 53000, 53001, 50131, 50005),
    TENANT_RESTRICTIONS(Reason.AccessPolicyBlocked, RetryAdvice.SLOW, """
            A proxy on the way restricts which tenants may be reached. The network admin must allow {tenant}.""",
            500021, 500022, 50002),
    LOOP(Reason.TokenEndpointUnavailable, RetryAdvice.after(Duration.ofHours(1)), """
            Entra ID was asked for the same token too often; waiting. Another client may use the same application.""",
            50196),
    TENANT_THROTTLED(Reason.TokenEndpointUnavailable, RetryAdvice.after(Duration.ofMinutes(15)), """
            Entra ID throttles tenant {tenant}; waiting.""", 90055),
    PASSING_FAULT(Reason.TokenEndpointUnavailable, RetryAdvice.BACK_OFF, """
            Entra ID does not answer properly; the operator tries again. Nothing to do unless it lasts.""",
            90033, 90006, 90012, 90024, 90090, 90091, 50033, 50000);

    private static final Map<Integer, AadstsAdvice> BY_CODE = byCode();

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values, which Error Prone cannot know
    private final Refusal refusal;
    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final int[] codes;

    AadstsAdvice(Reason reason, RetryAdvice advice, String sentence, int... codes) {
        this.refusal = new Refusal(reason, sentence, advice, null);
        this.codes = codes;
    }

    /// The row that a number stands in; empty for the numbers that mean nothing to us.
    static Optional<AadstsAdvice> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// What the row says, without a correlation id.
    Refusal refusal() {
        return refusal;
    }

    private static Map<Integer, AadstsAdvice> byCode() {
        var rows = new HashMap<Integer, AadstsAdvice>();
        for (var row : values()) {
            Arrays.stream(row.codes).forEach(code -> rows.put(code, row));
        }
        return Map.copyOf(rows);
    }
}
