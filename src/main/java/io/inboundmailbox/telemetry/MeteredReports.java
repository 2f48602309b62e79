package io.inboundmailbox.telemetry;

import io.inboundmailbox.mail.MailboxReport;
import io.inboundmailbox.worker.Reports;

/// Shows what workers learn in the series of their resources: times, intervals, ready mailboxes. Thread-safe as what it
/// decorates.
public final class MeteredReports implements Reports {
    private final Reports reports;
    private final Meters meters;

    public MeteredReports(Reports reports, Meters meters) {
        this.reports = reports;
        this.meters = meters;
    }

    @Override
    public void changed(MailboxReport report) {
        meters.report(report);
        reports.changed(report);
    }
}
