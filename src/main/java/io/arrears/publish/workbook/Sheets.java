package io.arrears.publish.workbook;

import io.arrears.lake.Table;
import io.arrears.publish.workbook.Pill.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worksheets of the dashboards. */
final class Sheets {

    /** What readers choose values of, wherever a source has it. */
    static final List<String> CHOICES = List.of("region", "ageing_bucket", "risk_bucket");

    /** What readers of a worklist choose values of. */
    static final List<String> WORKLIST_CHOICES = List.of("region", "segment", "hold_shown");

    private final Map<Table, Source> sources;
    private final List<Sheet> sheets = new ArrayList<>();

    private Sheets(Map<Table, Source> sources) {
        this.sources = sources;
    }

    static List<Sheet> of(Map<Table, Source> sources) {
        Sheets all = new Sheets(sources);
        all.worklist();
        all.revenue();
        all.customers();
        all.models();
        all.ageing();
        return List.copyOf(all.sheets);
    }

    private void worklist() {
        number("Customers to call", Table.MART_CUSTOMER_WORKLIST, "customers_to_call");
        number("Expected of what nothing holds", Table.MART_RECOVERY_WORKLIST, "free_ev_recovered");
        number("Amount that nothing holds", Table.MART_RECOVERY_WORKLIST, "free_amount");
        number("Amount held", Table.MART_RECOVERY_WORKLIST, "kept_amount");
        number("Credit and unapplied cash", Table.MART_CUSTOMER_WORKLIST, "to_offset_amount");
        bars(
                "Whom to call",
                Table.MART_CUSTOMER_WORKLIST,
                List.of("priority_rank", "customer_shown", "debtor_id", "best_claim_id"),
                "ev_recovered",
                "hold_shown",
                "priority_rank");
        bars(
                "Claims of the customer",
                Table.MART_RECOVERY_WORKLIST,
                List.of("claim_id", "debtor_id", "claim_type", "due_date", "hold_shown", "reason_1"),
                "amount",
                "is_held",
                null);
        bars("What holds claims", Table.MART_RECOVERY_WORKLIST, "hold_shown", "kept_amount", null, null, "is_held");
        bars("Expected value by region", Table.MART_RECOVERY_WORKLIST, "region", "free_ev_recovered", null, null);
    }

    private void revenue() {
        number("Invoiced", Table.MART_INVOICE_RISK, "invoiced_amount");
        number("Paid", Table.MART_INVOICE_RISK, "paid_amount");
        number("Outstanding", Table.MART_INVOICE_RISK, "outstanding_amount");
        number("Overdue", Table.MART_INVOICE_RISK, "overdue_amount");
        number("Outstanding / invoiced", Table.MART_INVOICE_RISK, "outstanding_share");
        number("Lost (leakage)", Table.MART_LEAKAGE_FINDINGS, "lost");
        number("To collect", Table.MART_LEAKAGE_FINDINGS, "to_collect");
        number("To correct", Table.MART_LEAKAGE_FINDINGS, "to_correct");
        Source invoices = sources.get(Table.MART_INVOICE_RISK);
        add(new Sheet(
                "Revenue and outstanding by month",
                invoices,
                "Bar",
                List.of(measure(invoices, "invoiced_amount"), measure(invoices, "outstanding_amount")),
                List.of(new Pill(invoices, invoices.field("invoice_date"), Use.MONTH)),
                Optional.empty(),
                List.of(),
                choices(invoices),
                shown(invoices),
                Optional.empty()));
        bars(
                "How far invoiced money has come",
                Table.MART_INVOICE_RISK,
                "funnel_stage",
                "invoiced_amount",
                null,
                "funnel_sort");
        bars("Lost by control", Table.MART_LEAKAGE_FINDINGS, "control_title", "lost", "severity", null);
        bars("Lost by sales representative", Table.MART_LEAKAGE_FINDINGS, "sales_rep_name", "lost", null, null);
    }

    private void customers() {
        bars(
                "Outstanding by customer",
                Table.MART_INVOICE_RISK,
                "customer_name",
                "outstanding_amount",
                "risk_bucket",
                null);
        bars("Outstanding by risk", Table.MART_INVOICE_RISK, "risk_bucket", "outstanding_amount", null, "risk_sort");
        bars("Expected loss by region", Table.MART_INVOICE_RISK, "region", "expected_loss", null, null);
        bars(
                "Probability of default by segment",
                Table.MART_INVOICE_RISK,
                "segment",
                "weighted_default_prob",
                null,
                null);
        bars("Late payers", Table.MART_CUSTOMER_RISK, "customer_name", "customers_late_ratio", null, null);
        bars(
                "Riskiest invoices and why",
                Table.MART_INVOICE_RISK,
                List.of("invoice_id", "customer_name", "reason_1", "reason_2"),
                "expected_loss",
                null,
                null);
    }

    private void models() {
        bars(
                "What the models look at",
                Table.MART_FEATURE_IMPORTANCE,
                List.of("feature"),
                "importance",
                "task",
                null,
                "strongest");
        bars(
                "Models beside simple rules",
                Table.MART_MODEL_METRICS,
                List.of("task", "model"),
                "value",
                null,
                null,
                "on_test");
        Source calibration = sources.get(Table.MART_CALIBRATION);
        List<Pill> truths = new ArrayList<>(shown(calibration));
        truths.add(new Pill(calibration, calibration.field("on_test"), Use.AS_IS));
        add(new Sheet(
                "Do probabilities mean what they say",
                calibration,
                "Circle",
                List.of(measure(calibration, "happened")),
                List.of(measure(calibration, "predicted")),
                Optional.of(new Pill(calibration, calibration.field("task"), Use.AS_IS)),
                List.of(new Pill(calibration, calibration.field("bin"), Use.AS_IS)),
                List.of(),
                truths,
                Optional.empty()));
        bars("Most frequent first reasons", Table.MART_INVOICE_RISK, "reason_1", "open_invoices", "risk_bucket", null);
    }

    private void ageing() {
        // Invoices in parts are aged part by part, which no mart of invoices can say.
        bars(
                "Open balance by age",
                Table.MART_AGEING,
                "ageing_bucket",
                "outstanding_amount",
                "ageing_detail",
                "ageing_sort");
        bars(
                "Open balance by region and age",
                Table.MART_AGEING,
                "region",
                "outstanding_amount",
                "ageing_bucket",
                null);
        bars("Overdue share by region", Table.MART_INVOICE_RISK, "region", "overdue_share", null, null);
        bars(
                "Refunded orders by share",
                Table.MART_REFUND_ANOMALIES,
                "refund_band",
                "refunded_orders",
                null,
                "refund_band_sort");
        bars(
                "Refunds by product category",
                Table.MART_REFUND_ANOMALIES,
                "category",
                "refund_amount",
                "refund_band",
                null);
        bars(
                "Refunds to look at",
                Table.MART_REFUND_ANOMALIES,
                List.of("order_id", "customer_name", "refund_band"),
                "excess_amount",
                null,
                null);
    }

    /** One figure, large. */
    private void number(String name, Table mart, String field) {
        Source source = sources.get(mart);
        add(new Sheet(
                name,
                source,
                "Text",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(measure(source, field)),
                choices(source),
                shown(source),
                Optional.empty()));
    }

    private void bars(String name, Table mart, String by, String field, String colour, String order, String... truths) {
        bars(name, mart, List.of(by), field, colour, order, truths);
    }

    private void bars(
            String name, Table mart, List<String> by, String field, String colour, String order, String... truths) {
        Source source = sources.get(mart);
        List<Pill> holding = new ArrayList<>(shown(source));
        for (String truth : truths) {
            holding.add(new Pill(source, source.field(truth), Use.AS_IS));
        }
        Pill length = measure(source, field);
        add(new Sheet(
                name,
                source,
                "Bar",
                by.stream()
                        .map(each -> new Pill(source, source.field(each), Use.AS_IS))
                        .toList(),
                List.of(length),
                Optional.ofNullable(colour).map(each -> new Pill(source, source.field(each), Use.AS_IS)),
                List.of(length),
                choices(source),
                holding,
                Optional.of(order == null ? length : new Pill(source, source.field(order), Use.MIN))));
    }

    private static Pill measure(Source source, String name) {
        Field field = source.field(name);
        return new Pill(source, field, field.isAggregate() ? Use.OWN : Use.SUM);
    }

    private static List<Pill> choices(Source source) {
        boolean isWorklist =
                source.mart() == Table.MART_CUSTOMER_WORKLIST || source.mart() == Table.MART_RECOVERY_WORKLIST;
        return (isWorklist ? WORKLIST_CHOICES : CHOICES)
                .stream()
                        .filter(source::has)
                        .map(each -> new Pill(source, source.field(each), Use.AS_IS))
                        .toList();
    }

    private static List<Pill> shown(Source source) {
        return List.of(new Pill(source, source.field(Calculations.SHOWN), Use.AS_IS));
    }

    private void add(Sheet sheet) {
        sheets.add(sheet);
    }
}
