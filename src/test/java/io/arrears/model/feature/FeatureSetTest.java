package io.arrears.model.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeatureSetTest {

    private static final StructType SCHEMA =
            StructType.fromDDL("amount decimal(19,4), days int, flag boolean, region string, day date");

    private static String refusal(List<String> numeric, List<String> categorical) {
        FeatureSet features = new FeatureSet("model.default-features", numeric, categorical);
        return assertThrows(ArrearsException.class, () -> features.check("abt_invoices", SCHEMA))
                .getMessage();
    }

    @Test
    void aMissingColumnIsNamedWithTheTableAndTheSetting() {
        String message = refusal(List.of("amount", "tenure"), List.of("region"));
        assertTrue(
                message.startsWith("model.default-features names [tenure], which abt_invoices does not have"), message);
    }

    @Test
    void aTextAmongTheNumbersIsRefused() {
        assertTrue(refusal(List.of("region"), List.of()).contains("region, which is string"));
        assertTrue(refusal(List.of("day"), List.of()).contains("day, which is date"));
    }

    @Test
    void noFeatureAndTheSameTwiceAreRefused() {
        assertTrue(refusal(List.of(), List.of()).contains("names no feature"));
        assertTrue(refusal(List.of("amount"), List.of("amount")).contains("[amount] more than once"));
    }

    @Test
    void numbersTruthValuesAndTextsAreAccepted() {
        FeatureSet features = new FeatureSet("x", List.of("amount", "days", "flag"), List.of("region"));
        features.check("abt_invoices", SCHEMA);
        assertEquals(List.of("amount", "days", "flag", "region"), features.all());
    }
}
