package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import io.arrears.lake.Table;
import io.arrears.terms.Ageing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MartCommentsTest {

    static final Ageing AGEING = Ageing.of(List.of(30, 60, 90));

    @Test
    void aMartsOwnWordsComeBeforeThoseOfSeveralMarts() {
        MartComments comments = new MartComments(
                ConfigFactory.parseString("currency = ISO code, amount = money"),
                Map.of(Table.MART_KPIS, ConfigFactory.parseString("amount = money of the day")));
        assertEquals(Optional.of("ISO code"), comments.column(Table.MART_KPIS, "currency"));
        assertEquals(Optional.of("money of the day"), comments.column(Table.MART_KPIS, "amount"));
        assertEquals(Optional.of("money"), comments.column(Table.MART_INVOICE_RISK, "amount"));
        assertEquals(List.of("odd name"), comments.missing(Table.MART_KPIS, List.of("currency", "odd name")));
    }

    @Test
    void theNamesOfBucketsAreThoseOfTheRule() {
        MartComments comments = MartComments.load(AGEING);
        assertEquals(
                Optional.of("Not Due, 1-30 Days, 31-60 Days, 61-90 Days, 90+ Days, No Due Date"),
                comments.column(Table.MART_PROVISION_MATRIX, "ageing_bucket"));
        assertEquals(
                Optional.of(
                        "Worse amount divided by from_amount, of the currency where roll_rate_source says so; 1 in 90+ Days,"
                                + " which is default; null: no balance, no due date"),
                comments.column(Table.MART_PROVISION_MATRIX, "roll_rate"));
    }

    @Test
    void otherRangesAreNamedAsTheyAre() {
        MartComments comments = MartComments.load(Ageing.of(List.of(15, 45)));
        assertEquals(
                Optional.of("Not Due, 1-15 Days, 16-45 Days, 45+ Days, No Due Date"),
                comments.column(Table.MART_PROVISION_MATRIX, "ageing_bucket"));
        assertEquals(
                Optional.of("The ageing bucket, the oldest one cut: Not Due, 1-15 Days, 16-45 Days, 46-120 Days, "
                        + "121-180 Days, 181-365 Days, 365+ Days, No Due Date; Credit Balance as above"),
                comments.column(Table.MART_AGEING, "ageing_detail"));
    }

    /** What the database says about mart_kpis: the top of its SQL file. */
    String table() {
        return MartComments.load(AGEING).table(Table.MART_KPIS);
    }
}
