package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.model.StoredModels;
import io.arrears.model.judge.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk makes of models that may not give probabilities. */
class DeskVerdictTest {

    private static final String FILE = """
            claim_id,claim_type,Currency,amount,attempts,provider,past_recovery_rate,due date
            A,overdue_invoice,EUR,100,1,Adyen,0.9,2025-07-20
            B,overdue_invoice,EUR,120,9,Amex,0.1,2025-07-20
            C,overdue_invoice,EUR,110,1,Adyen,0.9,2025-07-20
            """;

    @TempDir
    Path lake;

    private JsonNode lines(Verdict verdict, List<String> notes) throws Exception {
        new StoredModels(lake).all(verdict);
        try (TestDesk desk = new TestDesk(lake, Map.of())) {
            JsonNode scored = desk.score("as_of=2025-07-10", FILE);
            scored.get("understood")
                    .get("notes")
                    .forEach(note -> notes.add(note.get("text").asText()));
            return desk.worklist(scored, "currency=EUR").get("list").get("lines");
        }
    }

    private static String order(JsonNode lines) {
        StringBuilder order = new StringBuilder();
        lines.forEach(line -> order.append(line.get("id").asText()));
        return order.toString();
    }

    @Test
    void aModelThatOnlyOrdersLeavesThePriceToAgeingRates() throws Exception {
        List<String> notes = new ArrayList<>();
        JsonNode lines = lines(Verdict.ORDER_ONLY, notes);
        assertEquals("CAB", order(lines));
        lines.forEach(line -> assertEquals(0.5, line.get("probability").asDouble()));
        assertEquals(55.0, lines.get(0).get("value").asDouble());
        assertTrue(
                notes.toString().contains("orders better than any rule, but its probabilities do not hold"),
                notes::toString);
        assertTrue(lines.get(0).get("reasons").size() > 0);
    }

    @Test
    void aModelWithoutSignalLeavesTheOrderToTheRule() throws Exception {
        List<String> notes = new ArrayList<>();
        JsonNode lines = lines(Verdict.NO_SIGNAL, notes);
        assertEquals("BCA", order(lines));
        lines.forEach(line -> assertEquals(0.5, line.get("probability").asDouble()));
        assertEquals(0, lines.get(0).get("reasons").size());
        assertTrue(
                notes.toString().contains("orders no better than a rule: the largest first orders"), notes::toString);
    }
}
