package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlStages;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No euro is counted twice. Every case uses ids of its own, so that one query serves all. */
class PrimaryAmountTest {

    private static StagedValues rows;

    @BeforeAll
    static void claimOnce() {
        rows = StagedValues.on("2025-12-31", Map.of()).build(SqlStages.state());
        rows.keep("control_findings", rows.session().sql("""
                select
                    control_id, '' as control_title, '' as leak_type, '' as severity, string(null) as fixed_severity, decimal(null) as materiality, string(null) as policy, 1 as version,
                    int(precedence_rank) as precedence_rank, is_invoice_money, '' as entity_type, entity_id, invoice_id,
                    order_id, string(null) as met_invoice_id, string(null) as met_order_id, string(null) as customer_id, string(null) as sales_rep_id, string(null) as region, currency,
                    decimal(null) as expected_amount, decimal(null) as actual_amount, cast(amount as decimal(19, 4)) as amount,
                    '' as evidence
                from values
                    -- one invoice: quality, excess and timing
                    ('B05', 1, false, 'i1', 'i1', 'o1', 'EUR', 100), ('C05', 2, false, 'i1', 'i1', 'o1', 'EUR', 130),
                    ('C02', 5, false, 'i1', 'i1', 'o1', 'EUR', 150), ('C03', 5, false, 'i1', 'i1', 'o1', 'EUR', 150),
                    -- the order beside its invoice is other money, unless it says it is not
                    ('B02', 3, false, 'o2', null, 'o2', 'EUR', 50), ('C02', 5, false, 'i2', 'i2', 'o2', 'EUR', 80),
                    ('R05', 1, true, 'o3', null, 'o3', 'EUR', 60), ('C01', 4, false, 'i3a', 'i3a', 'o3', 'EUR', 40),
                    ('C01', 4, false, 'i3b', 'i3b', 'o3', 'EUR', 45),
                    -- two invoices of an order are two claims
                    ('C01', 4, false, 'i4a', 'i4a', 'o4', 'EUR', 40), ('C01', 4, false, 'i4b', 'i4b', 'o4', 'EUR', 40),
                    -- two refunds of an order add up, and the order's own excess lies inside them
                    ('R01', 2, false, 'o5', null, 'o5', 'EUR', 20), ('R04', 2, false, 'r5a', null, 'o5', 'EUR', 100),
                    ('R04', 2, false, 'r5b', null, 'o5', 'EUR', 50), ('R06', 2, false, 'r5a', null, 'o5', 'EUR', 100),
                    -- a signal claims nothing, nor does a finding without an amount, nor another currency
                    ('P05', null, false, 'o6', null, 'o6', 'EUR', 70), ('R11', 1, false, 'o6', null, 'o6', 'EUR', null),
                    ('P02', 3, false, 'o6', null, 'o6', 'EUR', 30), ('P03', 3, false, 'o6', null, 'o6', 'USD', 10),
                    -- neither invoice nor order: the entity is the money
                    ('C06', 4, false, 'p7', null, null, 'EUR', 25), ('C06', 4, false, 'p8', null, null, 'EUR', 25)
                    as t(control_id, precedence_rank, is_invoice_money, entity_id, invoice_id, order_id, currency, amount)
                """));
        Map<String, Object> parameters = StateViews.parameters("2025-12-31");
        rows.view("int_dispositions").createOrReplaceTempView("int_dispositions");
        SqlFile.read("sql/findings/findings_located.sql")
                .on(rows.session(), parameters)
                .createOrReplaceTempView("findings_located");
        rows.keep("find_leakage", SqlFile.of(Table.FIND_LEAKAGE).on(rows.session(), parameters));
    }

    @Test
    void aLowerClassTakesWhatHigherOnesLeftOnTheInvoice() {
        assertEquals("B05 i1 100\nC02 i1 20\nC03 i1 0\nC05 i1 30\n", primary("o1"));
    }

    @Test
    void whatAnOrderWasNotBilledIsNotInItsInvoices() {
        assertEquals("B02 o2 50\nC02 i2 80\n", primary("o2"));
    }

    @Test
    void anOrdersClaimOnInvoiceMoneyCoversItsInvoices() {
        assertEquals("C01 i3a 0\nC01 i3b 25\nR05 o3 60\n", primary("o3"));
    }

    @Test
    void invoicesOfAnOrderAddUp() {
        assertEquals("C01 i4a 40\nC01 i4b 40\n", primary("o4"));
    }

    @Test
    void refundsOfAnOrderAddUpToTheLargestClaim() {
        assertEquals("R01 o5 20\nR04 r5a 80\nR04 r5b 50\nR06 r5a 0\n", primary("o5"));
    }

    @Test
    void signalsAndOtherCurrenciesClaimNothing() {
        assertEquals("P02 o6 30\nP03 o6 10\nP05 o6 none\nR11 o6 none\n", primary("o6"));
    }

    @Test
    void moneyWithoutInvoiceAndOrderBelongsToItsEntity() {
        assertEquals(
                "C06 p7 25\nC06 p8 25\n",
                rows.rows("select concat_ws(' ', control_id, entity_id, int(primary_amount)) "
                        + "from find_leakage where order_id is null order by entity_id"));
    }

    @Test
    void findingsKeepTheirIdWhateverElseIsFound() {
        assertEquals(
                "1\n",
                rows.rows("select count(*) from find_leakage "
                        + "where finding_id = sha2('B02|o2', 256) and control_id = 'B02'"));
    }

    private static String primary(String order) {
        return rows.rows("select concat_ws(' ', control_id, entity_id, coalesce(string(int(primary_amount)), 'none')) "
                + "from find_leakage where order_id = '" + order + "' order by control_id, entity_id");
    }
}
