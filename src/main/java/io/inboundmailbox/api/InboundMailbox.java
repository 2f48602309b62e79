package io.inboundmailbox.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/// A mailbox whose mail is handed to a sink. Not thread-safe, as every fabric8 resource; spec and status are values.
///
/// Column order is set when the CRD is written (the generator sorts by path). The token's end is a string column: a
/// date column shows times to come as `<invalid>`.
@Group(InboundMailbox.GROUP)
@Version(InboundMailbox.VERSION)
@ShortNames("imb")
@Categories("mail")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(name = "Protocol", jsonPath = ".spec.protocol")
@AdditionalPrinterColumn(name = "Mailboxes", jsonPath = ".status.mailboxes")
@AdditionalPrinterColumn(name = "Last-Message", jsonPath = ".status.lastMessageTime",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Token-Expiry", jsonPath = ".status.token.expiresAt", priority = 1)
@AdditionalPrinterColumn(name = "Delivered", jsonPath = ".status.messages.delivered", priority = 1,
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Quarantined", jsonPath = ".status.messages.quarantined", priority = 1,
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type=='Ready')].message", priority = 1)
public class InboundMailbox extends CustomResource<InboundMailboxSpec, InboundMailboxStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    public static final String GROUP = "inboundmailbox.io";
    public static final String VERSION = "v1alpha1";
}
