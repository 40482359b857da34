package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import io.arrears.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the stages fits what they read and write. */
class StageOrderTest {

    /** A table that somebody still writes to would be read unfinished: alerts must not miss the last checks. */
    @Test
    void everyTableIsFinishedBeforeAnotherStageReadsIt() {
        List<Stage> stages = Pipeline.described();
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

    @Test
    void everyTableButTheLogIsWrittenBySomebody() {
        List<Table> written = Pipeline.described().stream()
                .flatMap(stage -> stage.writes().stream())
                .toList();
        List<Table> orphans = List.of(Table.values()).stream()
                .filter(table -> table.layer() != Layer.OPS && !written.contains(table))
                .toList();
        assertEquals(List.of(), orphans);
    }
}
