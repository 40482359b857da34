package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrears.sample.Generator;
import io.arrears.testing.Commands;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of the demo, out of time: calibrated, and beyond every baseline. src/README.md has the same figures. */
@Tag("proof")
class GeneratedModelsTest {

    private static final String DAY = "2025-12-31";
    private static final long FEWEST_ENTITIES = 8000;
    private static final double MOST_ECE = 0.02;

    @TempDir
    private Path folder;

    @Test
    void theDemosModelsAreCalibratedAndBeatTheirBaselines() throws IOException {
        TestSpark.session();
        Commands demo = Commands.of(
                Main::execute,
                Path.of("conf/local.conf"),
                "lake.root=" + folder.resolve("lake"),
                "source.embedded-dir=" + folder.resolve("postgres"));
        assertEquals(0, demo.run("generate", "--invoices", String.valueOf(Generator.DEMO_INVOICES), "--seed", "42"));
        assertEquals(0, demo.run("run", "--as-of", DAY));
        List<String> rows = demo.ask(DAY, """
                with own as (
                    select
                        task, max(if(metric = 'ece', lower, null)) as least_ece, max(if(metric = 'calibration_slope', value, null)) as slope,
                        max(if(metric = 'roc_auc', lower, null)) as least_auc
                    from mart_model_metrics
                    where slice = 'test' and segment = 'all' and model not like 'baseline:%' group by task
                ),
                rules as (
                    select task, max(value) as auc from mart_model_metrics
                    where slice = 'test' and segment = 'all' and metric = 'roc_auc' and model like 'baseline:%' group by task
                )
                select own.task, least_ece, slope, least_auc, auc from own join rules on own.task = rules.task order by 1""");
        assertEquals(3, rows.size(), rows::toString);
        Map<String, Long> entities = testEntities();
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            double[] values = Arrays.stream(row.split(","))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            boolean isCalibrated = values[0] <= MOST_ECE && values[1] >= 0.9 && values[1] <= 1.1;
            long tested = entities.get(row.substring(0, row.indexOf(',')));
            if (!isCalibrated || values[2] <= values[3] || tested < FEWEST_ENTITIES) {
                wrong.add(row + "," + tested);
            }
        }
        assertEquals(List.of(), wrong, "task, least ECE, slope, least AUC, AUC of the best rule, entities");
    }

    /** From the model cards. */
    private Map<String, Long> testEntities() throws IOException {
        Map<String, Long> entities = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("lake/models"))) {
            for (Path file : files.filter(each -> each.endsWith("card.json")).toList()) {
                JsonNode card = new ObjectMapper().readTree(file.toFile());
                entities.put(
                        card.get("task").asText(),
                        card.at("/split/counts/TEST/entities").asLong());
            }
        }
        return entities;
    }
}
