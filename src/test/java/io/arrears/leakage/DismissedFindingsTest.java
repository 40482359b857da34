package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlStages;
import io.arrears.transform.SqlViews;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person decided about findings: the newest decision that the day knows counts, and a dismissed finding claims nothing. */
class DismissedFindingsTest {

    /** Invoices i1 to i7 have a finding of B02 each, i1 one of C02 on the same money besides. */
    private static StagedValues on(String day) {
        return on(day, true);
    }

    private static StagedValues on(String day, boolean hasDispositions) {
        StagedValues rows = StagedValues.on(day, Map.of("currency.default", "EUR"));
        rows.with(
                SourceTable.DISPOSITIONS,
                "disposition_id, finding_id, decided_date, decision, until_date, reason, owner, known_at, known_time, visible_from",
                """
                -- until a day; a word of a hostile person is text
                ('1', sha2('B02|i1', 256), date '2025-06-01', 'dismissed', date '2025-06-30', '<b>no', 'Ann', null, null, date '2025-06-01'),
                -- for good, and taken back by a later row of the same day
                ('2b', sha2('B02|i2', 256), date '2025-06-01', 'dismissed', null, null, 'Ann', date '2025-06-01', timestamp '2025-06-01 09:00:00', date '2025-06-01'),
                ('2a', sha2('B02|i2', 256), date '2025-06-01', 'withdrawn', null, null, 'Bob', date '2025-06-01', timestamp '2025-06-01 10:00:00', date '2025-06-01'),
                -- accepted
                ('3', sha2('B02|i3', 256), date '2025-06-01', 'accepted', null, 'true', 'Ann', null, null, date '2025-06-01'),
                -- decided in June, known in July
                ('4', sha2('B02|i4', 256), date '2025-06-01', 'dismissed', null, null, 'Ann', date '2025-07-10', null, date '2025-07-10'),
                -- accepted first, then dismissed for good
                ('5a', sha2('B02|i5', 256), date '2025-06-01', 'accepted', null, null, 'Ann', null, null, date '2025-06-01'),
                ('5b', sha2('B02|i5', 256), date '2025-06-02', 'dismissed', null, null, 'Bob', null, null, date '2025-06-02'),
                -- of a finding that no control makes
                ('9', 'unknown', date '2025-06-01', 'dismissed', null, null, 'Ann', null, null, date '2025-06-01')""");
        rows.given(
                Table.OPS_SOURCES,
                "source_table, column_name, is_present",
                "('" + (hasDispositions ? "dispositions" : "invoices") + "', 'finding_id', true)");
        rows.build(SqlStages.state());
        rows.keep("control_findings", rows.session().sql("""
                select
                    control_id, '' as control_title, if(control_id = 'B02', 'R', 'T') as leak_type, '' as severity, string(null) as fixed_severity, decimal(null) as materiality, string(null) as policy, 1 as version,
                    if(control_id = 'B02', 3, 5) as precedence_rank, false as is_invoice_money, 'invoice' as entity_type, entity_id, entity_id as invoice_id,
                    string(null) as order_id, string(null) as met_invoice_id, string(null) as met_order_id, string(null) as customer_id, string(null) as sales_rep_id, string(null) as region, 'EUR' as currency,
                    decimal(null) as expected_amount, decimal(null) as actual_amount, cast(amount as decimal(19, 4)) as amount,
                    '' as evidence
                from values ('B02', 'i1', 100), ('C02', 'i1', 130), ('B02', 'i2', 20), ('B02', 'i3', 30), ('B02', 'i4', 40), ('B02', 'i5', 50)
                    as t(control_id, entity_id, amount)
                """));
        Map<String, Object> parameters = rows.parameters();
        rows.keep("int_dispositions", rows.view("int_dispositions"));
        SqlFile.read("sql/findings/findings_located.sql")
                .on(rows.session(), parameters)
                .createOrReplaceTempView("findings_located");
        rows.keep("find_leakage", SqlFile.of(Table.FIND_LEAKAGE).on(rows.session(), parameters));
        rows.session()
                .sql(
                        "select * from values ('B02', 't', 'R', 'low', string(null)), ('C02', 't', 'T', 'low', null), ('C03', 't', 'T',"
                                + " 'low', 'no table') as t(control_id, title, leak_type, severity, skipped_reason)")
                .createOrReplaceTempView("control_catalogue");
        rows.session()
                .sql("select 'B02' as control_id, 'EUR' as currency, 0L as findings, 0.0 as amount where false")
                .createOrReplaceTempView("immaterial_findings");
        rows.keep("find_controls", SqlFile.of(Table.FIND_CONTROLS).on(rows.session(), parameters));
        return rows.build(List.of(Table.MART_LEAKAGE_FINDINGS, Table.MART_LEAKAGE_SUMMARY));
    }

    private static String found(StagedValues rows) {
        return rows.rows(
                "select control_id, entity_id, int(primary_amount), decision, decision_until_date, decision_owner, is_dismissed"
                        + " from mart_leakage_findings order by entity_id, control_id");
    }

    private static String summed(StagedValues rows) {
        return rows.rows(
                "select control_id, status, findings, int(gross_amount), int(primary_amount), dismissed_findings,"
                        + " int(dismissed_amount) from mart_leakage_summary order by control_id");
    }

    private static final String IN_JUNE = """
            B02|i1|0|dismissed|2025-06-30|Ann|true
            C02|i1|130|null|null|null|false
            B02|i2|20|null|null|null|false
            B02|i3|30|accepted|null|Ann|false
            B02|i4|40|null|null|null|false
            B02|i5|0|dismissed|null|Bob|true
            """;

    @Test
    void aDismissedFindingLeavesItsMoneyToTheOthersUpToItsLastDay() {
        StagedValues rows = on("2025-06-30");
        assertEquals(IN_JUNE, found(rows));
        assertEquals("""
                B02|FINDINGS|3|90|90|2|150
                C02|FINDINGS|1|130|130|0|0
                C03|SKIPPED|null|null|null|null|null
                """, summed(rows));
    }

    @Test
    void fromTheNextDayOnItIsBackInTheSumsAndSaysSo() {
        StagedValues rows = on("2025-07-01");
        assertEquals(
                IN_JUNE.replace("i1|0|dismissed|2025-06-30|Ann|true", "i1|100|dismissed|2025-06-30|Ann|false")
                        .replace("C02|i1|130", "C02|i1|30"),
                found(rows));
        assertEquals(
                "B02|FINDINGS|4|190|190|1|50\n",
                summed(rows).lines().findFirst().orElseThrow() + "\n");
    }

    @Test
    void aDecisionCountsFromTheDayThatKnowsIt() {
        assertEquals("4|dismissed\n", decisions("2025-07-10"));
        assertEquals("", decisions("2025-07-09"));
        assertEquals("", decisions("2025-05-31"));
    }

    private static String decisions(String day) {
        return on(day).rows("select '4', decision from mart_leakage_findings where entity_id = 'i4' and is_dismissed");
    }

    @Test
    void withoutDispositionsNothingIsKnownOfDismissals() {
        assertEquals(
                "null|null\n",
                on("2025-06-30", false)
                        .rows(
                                "select dismissed_findings, dismissed_amount from mart_leakage_summary where control_id = 'B02'"));
    }

    @Test
    void findingsAndSummaryAgree() {
        StagedValues rows = on("2025-06-30");
        SqlFile check = SqlFile.read("sql/checks/check_summary.sql");
        SqlViews.neededBy(List.of(check));
        assertEquals(List.of(), check.on(rows.session(), rows.parameters()).collectAsList());
        rows.keep(
                "mart_leakage_summary",
                rows.session().sql("select * except (findings), findings + 2 as findings from mart_leakage_summary"));
        assertEquals(
                "mart_leakage_summary: B02 has 5 findings of 90.00 and 2 dismissed ones, and mart_leakage_findings lists"
                        + " 3 of 90.00 and 2",
                check.on(rows.session(), rows.parameters())
                        .where("control_id = 'B02'")
                        .head()
                        .getAs("sentence"));
    }
}
