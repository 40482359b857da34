package io.arrears.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue: every table of the lake, one line each. The layer gives the folder and the SQL folder, the name gives
 * the SQL file; the key is the grain within one slice (one as-of day of one run) and is checked to be unique.
 */
public enum Table {
    // raw: what the source said, as text; one slice per ingest
    RAW_INVOICES(Layer.RAW),
    RAW_CHARGES(Layer.RAW),
    RAW_INSTALMENTS(Layer.RAW),
    RAW_PAYMENTS(Layer.RAW),
    RAW_CUSTOMERS(Layer.RAW),
    RAW_ORDERS(Layer.RAW),
    RAW_RETURNS(Layer.RAW),
    RAW_PRODUCTS(Layer.RAW),
    RAW_SALES_REPS(Layer.RAW),
    RAW_TRANSACTIONS(Layer.RAW),
    RAW_FX_RATES(Layer.RAW),
    RAW_CREDIT_NOTES(Layer.RAW),
    RAW_WRITE_OFFS(Layer.RAW),
    RAW_DISPUTES(Layer.RAW),
    RAW_PROMISES(Layer.RAW),
    RAW_CONTACTS(Layer.RAW),
    RAW_INVOICE_LINES(Layer.RAW),
    RAW_ORDER_LINES(Layer.RAW),
    RAW_SHIPMENTS(Layer.RAW),
    RAW_OUTCOMES(Layer.RAW),
    RAW_DISPOSITIONS(Layer.RAW),
    // staging: typed, clean, one row per source row; one slice per ingest
    STG_INVOICES(Layer.STAGING, "invoice_id"),
    STG_CHARGES(Layer.STAGING, "charge_id"),
    STG_INSTALMENTS(Layer.STAGING, "instalment_id"),
    STG_PAYMENTS(Layer.STAGING, "payment_id", "invoice_id", "entry"),
    STG_CUSTOMERS(Layer.STAGING, "customer_id"),
    STG_ORDERS(Layer.STAGING, "order_id"),
    STG_RETURNS(Layer.STAGING, "return_id"),
    STG_PRODUCTS(Layer.STAGING, "sku"),
    STG_SALES_REPS(Layer.STAGING, "sales_rep_id"),
    STG_TRANSACTIONS(Layer.STAGING, "attempt_id"),
    STG_FX_RATES(Layer.STAGING, "fx_rate_id"),
    STG_CREDIT_NOTES(Layer.STAGING, "credit_note_id", "invoice_id", "entry"),
    STG_WRITE_OFFS(Layer.STAGING, "write_off_id", "invoice_id", "entry"),
    STG_DISPUTES(Layer.STAGING, "dispute_id"),
    STG_PROMISES(Layer.STAGING, "promise_id"),
    STG_CONTACTS(Layer.STAGING, "contact_id"),
    STG_INVOICE_LINES(Layer.STAGING, "invoice_line_id"),
    STG_ORDER_LINES(Layer.STAGING, "order_line_id"),
    STG_SHIPMENTS(Layer.STAGING, "shipment_id"),
    STG_OUTCOMES(Layer.STAGING, "outcome_id"),
    STG_DISPOSITIONS(Layer.STAGING, "disposition_id"),
    // intermediate: state at the as-of day, and what past observations need
    INT_INVOICES(Layer.INTERMEDIATE, "invoice_id"),
    INT_INVOICE_ORDERS(Layer.INTERMEDIATE, "invoice_id", "place"),
    INT_ORDER_LINES(Layer.INTERMEDIATE, "order_id", "order_line_id"),
    INT_ORDERS(Layer.INTERMEDIATE, "order_id"),
    INT_PAYMENTS(Layer.INTERMEDIATE, "payment_id", "invoice_id", "entry"),
    INT_REFUNDS(Layer.INTERMEDIATE, "return_id"),
    INT_ATTEMPTS(Layer.INTERMEDIATE, "attempt_id"),
    INT_DEBT_ATTEMPTS(Layer.INTERMEDIATE, "claim_id"),
    INT_UNAPPLIED_CASH(Layer.INTERMEDIATE, "payment_id", "invoice_id", "entry"),
    INT_INVOICE_STATES(Layer.INTERMEDIATE, "invoice_id", "valid_from"),
    INT_LGD(Layer.INTERMEDIATE, "currency", "days_since_default"),
    INT_OBSERVATION_INVOICES(Layer.INTERMEDIATE, "observation_date", "invoice_id"),
    INT_OBSERVATION_CLAIMS(Layer.INTERMEDIATE, "observation_date", "claim_id"),
    INT_CUSTOMER_EVENTS(Layer.INTERMEDIATE, "kind", "event_key", "event_date"),
    INT_CUSTOMER_HISTORY(Layer.INTERMEDIATE, "customer_id", "currency", "observation_date"),
    INT_REP_HISTORY(Layer.INTERMEDIATE, "sales_rep_id", "observation_date"),
    // the analytical base tables: observations, features, labels
    ABT_INVOICES(Layer.ABT, "observation_date", "invoice_id"),
    ABT_CLAIMS(Layer.ABT, "observation_date", "claim_id"),
    // scores, and how good they are
    SCORE_INVOICES(Layer.SCORES, "invoice_id"),
    SCORE_CLAIMS(Layer.SCORES, "claim_id"),
    SCORE_EVALUATION(
            Layer.SCORES,
            "topic",
            "task",
            "model",
            "model_version",
            "slice",
            "segment",
            "subject",
            "position",
            "metric"),
    // who was chased and who was left alone, as published; what is known of the days of retries
    SCORE_TREATMENTS(Layer.SCORES, "currency", "quarter", "debtor_id", "claim_id"),
    SCORE_RETRIES(Layer.SCORES, "cut_off", "reason_code", "part", "value"),
    // what the published worklists said of the debts that were chased
    SCORE_CHASED(Layer.SCORES, "outcome_id", "claim_id"),
    // what the leakage controls found
    FIND_LEAKAGE(Layer.FINDINGS, "finding_id"),
    FIND_CONTROLS(Layer.FINDINGS, "control_id", "currency"),
    // marts: what people look at
    MART_KPIS(Layer.MARTS, "currency"),
    MART_INVOICE_RISK(Layer.MARTS, "invoice_id"),
    MART_RECOVERY_WORKLIST(Layer.MARTS, "claim_id"),
    MART_CUSTOMER_WORKLIST(Layer.MARTS, "currency", "debtor_id"),
    MART_AGEING(Layer.MARTS, "currency", "region", "segment", "ageing_bucket", "ageing_detail"),
    MART_REVENUE_BY_MONTH(Layer.MARTS, "currency", "region", "month"),
    MART_REVENUE_FUNNEL(Layer.MARTS, "currency", "region", "funnel_stage"),
    MART_ROLL_RATES(Layer.MARTS, "currency", "month_end_date", "from_bucket", "to_bucket"),
    MART_LGD(Layer.MARTS, "currency", "days_since_default"),
    MART_PROVISION_MATRIX(Layer.MARTS, "currency", "is_total", "provision_segment", "ageing_bucket"),
    MART_RECOVERY_RATES(Layer.MARTS, "currency", "reason_code", "payment_method", "provider"),
    MART_UPLIFT(Layer.MARTS, "currency", "quarter", "basis"),
    MART_RETRY_TIMING(Layer.MARTS, "sample", "timing", "reason_code", "days_since_failure", "weekday", "month_part"),
    MART_CUSTOMER_RISK(Layer.MARTS, "currency", "customer_id"),
    MART_REFUND_ANOMALIES(Layer.MARTS, "currency", "order_id"),
    MART_LEAKAGE_FINDINGS(Layer.MARTS, "finding_id"),
    MART_LEAKAGE_SUMMARY(Layer.MARTS, "control_id", "currency"),
    MART_OUTCOMES(Layer.MARTS, "currency", "action", "channel"),
    MART_MODEL_METRICS(Layer.MARTS, "task", "model", "model_version", "slice", "segment", "metric"),
    MART_CALIBRATION(Layer.MARTS, "task", "model_version", "slice", "bin"),
    MART_GAINS(Layer.MARTS, "task", "model", "model_version", "slice", "segment", "decile"),
    MART_VALUE_BACKTEST(Layer.MARTS, "task", "model", "model_version", "slice", "currency"),
    MART_DRIFT(Layer.MARTS, "task", "model_version", "measure", "subject"),
    MART_FEATURE_IMPORTANCE(Layer.MARTS, "task", "model_version", "feature", "method"),
    MART_RECONCILIATION(Layer.MARTS, "currency", "identity", "part"),
    MART_ALERTS(Layer.MARTS, "rule", "subject"),
    // what a run learned
    OPS_PUBLISHED(Layer.OPS, "publication", "as_of_date", "table_name"),
    OPS_CLEANED(Layer.OPS, "table_name", "slice_run_id"),
    OPS_NOTICES(Layer.OPS, "run_id", "sink"),
    OPS_RUNS(Layer.OPS, "run_id", "status"),
    OPS_STAGES(Layer.OPS, "run_id", "stage"),
    OPS_CHECKS(Layer.OPS, "check_name", "table_name", "rule"),
    OPS_SOURCES(Layer.OPS, "source_table", "column_name"),
    OPS_COUNTS(Layer.OPS, "source_table", "currency"),
    OPS_QUARANTINE(Layer.OPS, "source_table", "reason_code", "payload");

    private final Layer layer;
    private final List<String> key;

    Table(Layer layer, String... key) {
        this.layer = layer;
        this.key = List.of(key);
    }

    public Layer layer() {
        return layer;
    }

    /** The grain within one slice; empty where rows have no name of their own (raw). */
    public List<String> key() {
        return key;
    }

    /** {@code mart_kpis}: the name of the view in SQL, of the folder in the lake and of the SQL file. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Raw and staging rows belong to an ingest and serve any as-of day; all others belong to one as-of day. */
    public boolean keyedByIngest() {
        return layer == Layer.RAW
                || layer == Layer.STAGING
                || this == OPS_SOURCES
                || this == OPS_COUNTS
                || this == OPS_QUARANTINE;
    }

    /** Operational tables are read whole; slices of all other tables are reached through the published pointers. */
    public boolean isLog() {
        return layer == Layer.OPS && !keyedByIngest();
    }

    /** The marts that every run builds with SQL, in the order of the catalogue. */
    public static List<Table> marts() {
        return publishedMarts().stream().filter(table -> table != MART_ALERTS).toList();
    }

    /** The marts and, where alerts are configured, the alerts about them. */
    public static List<Table> publishedMarts() {
        return Arrays.stream(values())
                .filter(table -> table.layer == Layer.MARTS)
                .toList();
    }

    /** The table with this SQL name, if the catalogue has it. */
    public static Optional<Table> named(String sqlName) {
        for (Table table : values()) {
            if (table.sqlName().equals(sqlName.toLowerCase(Locale.ROOT))) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }
}
