package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Case;
import io.arrears.desk.file.Refusal;
import io.arrears.terms.CsvCell;
import io.arrears.terms.HoldReason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The download: comma-separated UTF-8 that a spreadsheet opens. */
public final class ResultCsv {

    /** Reasons of a forest take a millisecond a row, and people read the top of the list. */
    static final int EXPLAINED = 2_000;

    private final Writer out;

    private ResultCsv(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    /** The whole worklist, best first in each currency. */
    public static void results(ScoredFile file, Worklist worklist, OutputStream stream) throws IOException {
        ResultCsv csv = new ResultCsv(stream);
        boolean claims = file.kind() == Kind.CLAIMS;
        csv.row(
                "currency",
                "rank",
                "chosen",
                claims ? "claim_id" : "invoice_id",
                "claim_type",
                "customer",
                "region",
                "segment",
                "ageing_bucket",
                "amount",
                claims ? "p_recover_30d" : "default_prob",
                claims ? "ev_recovered" : "expected_loss",
                "model_version",
                "model_status",
                "reason_1",
                "reason_2",
                "reason_3",
                "line_in_file",
                "lines_joined",
                "ageing_detail",
                "debtor_id",
                "invoice_id",
                "hold_reason",
                "hold",
                "treatment");
        for (var each : file.byCurrency().entrySet()) {
            int rank = 0;
            for (Scored scored : each.getValue()) {
                csv.scored(file, each.getKey(), ++rank, worklist.isChosen(scored), scored);
            }
        }
        csv.out.flush();
    }

    /** Whom to call, best first in each currency; what was not looked at is empty, never 0. */
    public static void customers(ScoredFile file, Worklist worklist, OutputStream stream) throws IOException {
        ResultCsv csv = new ResultCsv(stream);
        csv.row(
                "currency",
                "rank",
                "chosen",
                "debtor_id",
                "customer",
                "region",
                "segment",
                "claims",
                "held_claims",
                "amount",
                "held_amount",
                file.kind() == Kind.CLAIMS ? "ev_recovered" : "expected_loss",
                "oldest_days_past_due",
                "best_claim_id",
                "hold_reason",
                "hold",
                "credit_amount",
                "unapplied_amount",
                "last_contact_date",
                "last_contact_channel",
                "last_contact_outcome",
                "promise_date",
                "promise_pay_by_date",
                "promise_amount",
                "promise_status",
                "reason_1",
                "reason_2",
                "reason_3",
                "not_looked",
                "treatment");
        for (var each : file.debtors().byCurrency().entrySet()) {
            int rank = 0;
            for (Debtor debtor : each.getValue()) {
                csv.debtor(file, ++rank, worklist.isChosen(debtor), debtor);
            }
        }
        csv.out.flush();
    }

    private void debtor(ScoredFile file, int rank, boolean chosen, Debtor debtor) throws IOException {
        Debtor.Account account = debtor.account() == null
                ? new Debtor.Account(null, null, null, null, null, null, null, null, null)
                : debtor.account();
        row(
                debtor.currency(),
                rank,
                chosen,
                debtor.id(),
                debtor.name(),
                debtor.region(),
                debtor.segment(),
                debtor.claims(),
                known(file) ? debtor.held() : null,
                cents(debtor.amount()),
                known(file) ? cents(debtor.heldAmount()) : null,
                debtor.value(),
                debtor.oldestDays(),
                debtor.best(),
                debtor.hold(),
                debtor.hold() == null ? null : HoldReason.title(debtor.hold()),
                cents(account.credit()),
                cents(account.unapplied()),
                account.contactDate(),
                account.contactChannel(),
                account.contactOutcome(),
                account.promiseDate(),
                account.promisePayBy(),
                cents(account.promiseAmount()),
                account.promiseStatus(),
                at(debtor.reasons(), 0),
                at(debtor.reasons(), 1),
                at(debtor.reasons(), 2),
                file.debtors().notLooked().isEmpty()
                        ? null
                        : String.join(", ", file.debtors().notLooked()),
                debtor.isLeftAlone() ? "hold-out" : null);
    }

    /** Whether anything was looked at that could hold a claim. */
    private static boolean known(ScoredFile file) {
        return !file.debtors().notLooked().contains("credits");
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount == null ? null : amount.setScale(2, RoundingMode.HALF_UP);
    }

    private void scored(ScoredFile file, String currency, int rank, boolean chosen, Scored scored) throws IOException {
        Case row = scored.row();
        List<String> reasons = rank <= EXPLAINED ? file.reasons().apply(scored) : List.of();
        row(
                currency,
                rank,
                chosen,
                row.id(),
                row.task().claimType().orElse(null),
                row.customer(),
                row.region(),
                row.segment(),
                row.age().bucket(),
                cents(row.amount()),
                Double.isNaN(scored.probability()) ? null : BigDecimal.valueOf(scored.probability()),
                scored.value(),
                scored.version(),
                scored.status(),
                at(reasons, 0),
                at(reasons, 1),
                at(reasons, 2),
                row.line(),
                row.lines().isEmpty()
                        ? null
                        : row.lines().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                row.age().detail(),
                row.owed().debtor(),
                row.owed().invoice(),
                row.owed().hold(),
                row.owed().hold() == null ? null : HoldReason.title(row.owed().hold()),
                row.owed().treatment());
    }

    private static String at(List<String> reasons, int place) {
        return place < reasons.size() ? reasons.get(place) : null;
    }

    /** Rows without a score of their own. */
    public static void refusals(List<Refusal> refusals, OutputStream stream) throws IOException {
        ResultCsv csv = new ResultCsv(stream);
        csv.row("line", "kind", "reason", "found", "row");
        for (Refusal refusal : refusals) {
            csv.row(refusal.line(), refusal.kind().words(), refusal.reason(), refusal.found(), refusal.text());
        }
        csv.out.flush();
    }

    private void row(Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(CsvCell.of(cells[i]));
        }
        out.write("\r\n");
    }
}
