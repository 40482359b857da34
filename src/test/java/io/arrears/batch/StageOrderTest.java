package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import io.arrears.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order of the stages fits what they read and write. */
class StageOrderTest {

    /** The stages of a run; none of them is run. */
    static List<Stage> stages() {
        try (Workspace workspace = new Workspace(SettingsLoader.load(Optional.empty(), Map.of()))) {
            return Pipeline.stages(workspace);
        }
    }

    /** A table that is still written would be read unfinished: alerts must not miss the last checks. */
    @Test
    void everyTableIsFinishedBeforeAnotherStageReadsIt() {
        List<Stage> stages = stages();
        List<String> wrong = new ArrayList<>();
        for (int reader = 0; reader < stages.size(); reader++) {
            for (Table table : stages.get(reader).reads()) {
                for (int writer = reader + 1; writer < stages.size(); writer++) {
                    if (stages.get(writer).writes().contains(table)) {
                        wrong.add(stages.get(reader).name() + " reads " + table.sqlName() + ", which "
                                + stages.get(writer).name() + " writes later");
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A run of one stage alone is followed by them. */
    @Test
    void theStagesThatPublishAreTheLast() {
        assertEquals(
                List.of("checks", "alerts", "publish", "published-tables", "postgres", "notify"),
                stages().stream()
                        .dropWhile(stage -> !stage.publishes())
                        .map(Stage::name)
                        .toList());
        assertEquals(6, stages().stream().filter(Stage::publishes).count());
    }

    @Test
    void everyTableButTheLogIsWrittenBySomebody() {
        List<Table> written =
                stages().stream().flatMap(stage -> stage.writes().stream()).toList();
        List<Table> orphans = List.of(Table.values()).stream()
                .filter(table -> table.layer() != Layer.OPS && !written.contains(table))
                .toList();
        assertEquals(List.of(), orphans);
    }
}
