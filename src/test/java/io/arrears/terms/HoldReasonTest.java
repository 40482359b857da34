package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every reason that the SQL gives has words of its own. */
class HoldReasonTest {

    @Test
    void everyReasonOfTheWorklistIsSaidInWords() throws IOException {
        String sql = Files.readString(Path.of("sql/marts/claim_holds.sql"));
        TreeSet<String> reasons = new TreeSet<>();
        Pattern.compile("then '([a-z ]+)'").matcher(sql).results().forEach(match -> reasons.add(match.group(1)));
        Pattern.compile("'([A-Z]\\d\\d)'")
                .matcher(sql)
                .results()
                .forEach(match -> reasons.add("found by " + match.group(1)));
        assertEquals(14, reasons.size(), reasons.toString());
        for (String reason : reasons) {
            assertTrue(!HoldReason.title(reason).contains("("), reason);
            assertTrue(!HoldReason.sentence(reason).equals(HoldReason.sentence("another")), reason);
            assertTrue(!HoldReason.sentence(reason).contains("finding"), reason);
        }
    }

    @Test
    void aReasonWithoutWordsIsShownAsItIs() {
        assertEquals("Left out", HoldReason.title("left out"));
        assertEquals("Doubted (X99)", HoldReason.title("found by X99"));
        assertEquals("A control doubts the debt: look at the finding X99 first.", HoldReason.sentence("found by X99"));
    }
}
