package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.Verdict;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One training, and what it is used for on days whose decisions say different verdicts about it. */
class ScoringUseTest {

    @TempDir
    static Path lake;

    private static final SparkSession SPARK = TestSpark.session();
    private static final SyntheticAbt COMPANY = new SyntheticAbt(SPARK, 3_000, 4);
    private static ModelRun run;
    private static ModelRun priced;

    private static ModelRun on(String day, long number) {
        return new ModelRun(
                        SPARK,
                        lake,
                        SyntheticAbt.settings(
                                Map.of("default.trees", "5", "default.depth", "4", "model.bootstrap-samples", "10")),
                        day,
                        number,
                        false)
                .with(COMPANY.invoices(), COMPANY.claims());
    }

    @BeforeAll
    static void trainsOnceAndDecidesForLaterDays() {
        run = on("2025-12-31", 1).trainAndScore();
        // What the model itself would promise: the verdict of so small a company is another test's matter.
        for (ModelTask task : ModelTask.values()) {
            String version = run.store().versions(task).get(0);
            run.champions(task).append(AsOf.parse("2026-01-04"), version, version, "kept", "by a test", Verdict.OK);
        }
        priced = on("2026-01-04", 4).score();
        for (ModelTask task : ModelTask.values()) {
            String version = run.store().versions(task).get(0);
            run.champions(task)
                    .append(AsOf.parse("2026-01-05"), version, version, "kept", "by a test", Verdict.ORDER_ONLY);
            run.champions(task)
                    .append(AsOf.parse("2026-01-06"), version, version, "kept", "by a test", Verdict.NO_SIGNAL);
        }
    }

    /** A training that had too little data, or a rollback, does not give back the prices that a verdict took. */
    @Test
    void aDecisionThatSaysNothingNewKeepsTheVerdict() {
        ModelTask task = ModelTask.DEFAULT;
        String version = run.store().versions(task).get(0);
        run.champions(task).append(AsOf.parse("2026-01-07"), version, version, "insufficient_data", "by a test");
        ScoringModel model = ScoringModel.at(run.store(), task, run.models, AsOf.parse("2026-01-07"))
                .orElseThrow();
        assertEquals(ScoringModel.Use.RULE, model.use());
        assertEquals(Verdict.FALLBACK, model.verdict());
        assertEquals("rule order", model.status());
    }

    private static long wrong(String sql) {
        return SPARK.sql(sql).count();
    }

    private static void shown(ModelRun day, String suffix) {
        priced.table(Table.SCORE_CLAIMS).createOrReplaceTempView("priced");
        priced.table(Table.SCORE_INVOICES).createOrReplaceTempView("priced_invoices");
        day.table(Table.SCORE_CLAIMS).createOrReplaceTempView("claims" + suffix);
        day.table(Table.SCORE_INVOICES).createOrReplaceTempView("invoices" + suffix);
        COMPANY.claims().where("is_scoring").createOrReplaceTempView("facts");
    }

    @Test
    void aModelThatIsOkGivesItsProbabilities() {
        shown(priced, "_by_model");
        assertEquals(
                0,
                wrong("select * from claims_by_model where model_status != 'model' or verdict != 'OK' "
                        + "or order_value != ev_recovered"));
        assertTrue(wrong("select distinct p_recover_30d from claims_by_model") > 100);
    }

    @Test
    void aModelThatMayOnlyOrderHasNoProbabilityOfItsOwn() {
        shown(on("2026-01-05", 2).score(), "_ordered");
        assertEquals(
                0,
                wrong("select * from claims_ordered where model_status != 'model order' or verdict != 'ORDER_ONLY'"));
        // Ageing rates price: one probability a claim type and ageing bucket.
        assertEquals(
                0,
                wrong("select facts.claim_type, ageing_bucket from claims_ordered join facts "
                        + "on claims_ordered.claim_id = facts.claim_id group by 1, 2 "
                        + "having count(distinct p_recover_30d) > 1"));
        // The model orders within its claim type: by amount × its own probability.
        assertEquals(
                0,
                wrong("select a.claim_id from claims_ordered as a join claims_ordered as b "
                        + "on a.currency = b.currency and a.claim_type = b.claim_type and a.priority_rank < b.priority_rank "
                        + "join priced as pa on a.claim_id = pa.claim_id join priced as pb on b.claim_id = pb.claim_id "
                        + "where pa.amount * pa.p_recover_30d < pb.amount * pb.p_recover_30d - 0.000001"));
        // The places are those that the expected values take.
        assertEquals(
                0,
                wrong("select currency, claim_type from claims_ordered group by 1, 2 "
                        + "having sum(order_value) != sum(ev_recovered) or max(order_value) != max(ev_recovered)"));
        assertEquals(
                0,
                wrong("select * from claims_ordered as a join claims_ordered as b on a.currency = b.currency "
                        + "where a.priority_rank < b.priority_rank and a.order_value < b.order_value"));
        assertTrue(wrong("select * from claims_ordered join priced on claims_ordered.claim_id = priced.claim_id "
                        + "where abs(claims_ordered.p_recover_30d - priced.p_recover_30d) > 0.01")
                > 100);
        assertEquals(
                0,
                wrong("select * from invoices_ordered join priced_invoices using (invoice_id) "
                        + "where invoices_ordered.raw_score != priced_invoices.raw_score"));
    }

    @Test
    void whereTheModelSaysNothingTheBestRuleOrders() {
        ModelRun day = on("2026-01-06", 3).score();
        shown(day, "_ruled");
        assertEquals(
                0,
                wrong("select * from claims_ruled where model_status != 'rule order' or verdict != 'NO_SIGNAL' "
                        + "or reason_1 is not null"));
        for (ModelTask task : java.util.List.of(ModelTask.FAILED_PAYMENT, ModelTask.OVERDUE_INVOICE)) {
            Dataset<Row> own = SPARK.sql("select * from claims_ruled where claim_type = '"
                    + task.claimType().orElseThrow() + "'");
            own.createOrReplaceTempView("own");
            // raw_score is what the rule goes by.
            assertEquals(
                    0,
                    wrong("select * from own as a join own as b on a.currency = b.currency "
                            + "where a.priority_rank < b.priority_rank and a.raw_score < b.raw_score"),
                    task.name());
        }
        assertEquals(
                "baseline:largest_first",
                run.store()
                        .card(
                                ModelTask.OVERDUE_INVOICE,
                                run.store().versions(ModelTask.OVERDUE_INVOICE).get(0))
                        .rules()
                        .worth()
                        .baseline(ModelTask.OVERDUE_INVOICE));
        assertEquals(
                0, wrong("select * from claims_ruled where claim_type = 'overdue_invoice' and raw_score != amount"));
        assertEquals(
                0,
                wrong("select * from invoices_ruled where model_status not in ('rule order', 'defaulted') "
                        + "or verdict != 'NO_SIGNAL'"));
    }

    @Test
    void ratesOfAHandfulAreMarked(@TempDir Path other) {
        ModelRun few = new ModelRun(SPARK, other, SyntheticAbt.settings(Map.of()), "2025-12-31", 1, false)
                .with(
                        COMPANY.invoices().where("pmod(xxhash64(entity_id), 40) = 0"),
                        COMPANY.claims().where("pmod(xxhash64(entity_id), 40) = 0"));
        few.trainAndScore();
        few.table(Table.SCORE_CLAIMS).createOrReplaceTempView("few");
        assertTrue(wrong("select * from few") > 0);
        assertEquals(
                0,
                wrong(
                        "select * from few where model_status != 'fallback of few rows' or verdict != 'INSUFFICIENT_DATA'"));
    }
}
