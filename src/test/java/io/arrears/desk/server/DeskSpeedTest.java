package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import io.arrears.desk.file.CsvText;
import io.arrears.model.StoredModels;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk takes 100,000 rows, scores, ranks and shows them within 5 s. A machine with other work is slower at everything:
 * there the processor seconds are compared with those of merely reading the same text, measured in turns.
 */
class DeskSpeedTest {

    private static final int ROWS = 100_000;
    private static final int ROUNDS = 4;
    private static final double PROMISED_SECONDS = 5;
    private static final double MOST_TIMES_READING = 30;

    @TempDir
    static Path lake;

    private static TestDesk desk;

    @BeforeAll
    static void start() {
        new StoredModels(lake).all();
        desk = new TestDesk(lake, Map.of());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    /**
     * Best of the rounds; the first of them warms up.
     *
     * @param reading processor seconds that it takes to read the text
     * @param scoring processor seconds of the desk
     * @param waited seconds that the desk lets wait
     */
    private record Best(double reading, double scoring, double waited) {

        static Best of(String csv, int scored) throws Exception {
            double reading = Double.MAX_VALUE;
            double scoring = Double.MAX_VALUE;
            double waited = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                double began = processorSeconds();
                CsvText text = new CsvText(csv.getBytes(StandardCharsets.UTF_8));
                long values = 0;
                while (text.next()) {
                    values += text.cells().length;
                }
                double read = processorSeconds();
                long asked = System.nanoTime();
                JsonNode answer = desk.score("as_of=2025-07-10", csv);
                JsonNode list = desk.worklist(answer, "capacity=500");
                waited = Math.min(waited, (System.nanoTime() - asked) / 1e9);
                scoring = Math.min(scoring, processorSeconds() - read);
                reading = Math.min(reading, read - began);
                assertEquals((long) ROWS * text.header().size(), values);
                assertEquals(scored, answer.get("understood").get("scored").asInt());
                assertEquals(2, list.get("kpis").size());
            }
            Best best = new Best(reading, scoring, waited);
            System.out.printf("desk: %,d rows, %,d of them scored: %s%n", ROWS, scored, best);
            return best;
        }

        /** Of the whole process: the desk scores in many threads. */
        private static double processorSeconds() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
        }
    }

    private static String claims() {
        StringBuilder csv = new StringBuilder(
                "claim_id,claim_type,customer_id,currency,amount,attempts,past_recovery_rate,provider,region,"
                        + "due_date,country,device,reason_code,a,b,c,d,e,f\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("CL")
                    .append(i)
                    .append(",failed_payment,C")
                    .append(i % 5000)
                    .append(',')
                    .append(i % 3 == 0 ? "EUR" : "USD")
                    .append(',')
                    .append(10 + i % 977)
                    .append('.')
                    .append(10 + i % 90)
                    .append(',')
                    .append(i % 5)
                    .append(",0.")
                    .append(i % 97)
                    .append(',')
                    .append(i % 2 == 0 ? "Adyen" : "Amex")
                    .append(",North,2025-06-")
                    .append(10 + i % 20)
                    .append(",DE,mobile,do_not_honor,1.5,22,333,4444,0.25,x\n");
        }
        return csv.toString();
    }

    /** Four attempts on each of 25,000 orders, far from each other in the file. */
    private static String attempts() {
        StringBuilder csv = new StringBuilder(
                "attempt_id,order_id,customer_id,currency,amount,result_status,attempted_at,provider,region,"
                        + "country,device,reason_code,a,b\n");
        for (int i = 0; i < ROWS; i++) {
            int order = i % (ROWS / 4);
            csv.append('T')
                    .append(i)
                    .append(",O")
                    .append(order)
                    .append(",C")
                    .append(order % 5000)
                    .append(',')
                    .append(order % 3 == 0 ? "EUR" : "USD")
                    .append(',')
                    .append(10 + order % 977)
                    .append(".50,failed,2025-06-")
                    .append(10 + i * 4 / ROWS * 5)
                    .append(" 10:15:00,")
                    .append(i % 2 == 0 ? "Adyen" : "Amex")
                    .append(",North,DE,mobile,do_not_honor,1.5,22\n");
        }
        return csv.toString();
    }

    @Test
    void scoringTakesAFewTimesAsLongAsReading() throws Exception {
        inProportion(Best.of(claims(), ROWS));
        inProportion(Best.of(attempts(), ROWS / 4));
    }

    private static void inProportion(Best best) {
        assertTrue(best.scoring() < MOST_TIMES_READING * best.reading(), best::toString);
    }

    @Test
    @Tag("proof")
    @Tag("browser")
    void aHundredThousandRowsTakeFiveSeconds() throws Exception {
        inTime(Best.of(claims(), ROWS));
        inTime(Best.of(attempts(), ROWS / 4));
    }

    private static void inTime(Best best) {
        assertTrue(best.waited() < PROMISED_SECONDS, best::toString);
    }
}
