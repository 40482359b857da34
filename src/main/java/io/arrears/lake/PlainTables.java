package io.arrears.lake;

import java.time.LocalDate;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * The plain Delta tables that hold exactly the published rows of the marts, for readers that know nothing of slices.
 */
public final class PlainTables {

    /** What the commits to a published table are tagged with, before the number. */
    private static final String PUBLICATION = "publication ";

    private final Lake lake;

    public PlainTables(Lake lake) {
        this.lake = lake;
    }

    /**
     * The publication that the plain published table of a mart has reached; empty when it is unknown. Runs no Spark
     * job.
     */
    public OptionalLong reached(Table mart) {
        return lake.commits(lake.publishedPath(mart)).newest(PUBLICATION);
    }

    /**
     * Brings the plain published table of a mart to a publication, in one commit: the slices replace the rows of the
     * days.
     *
     * @param stale whether the table may hold rows of these days; when it cannot, the slices are only added
     * @return rows written
     */
    public long replace(
            Table mart, long publication, Collection<LocalDate> days, Collection<RunId> slices, boolean stale) {
        String condition = days.stream()
                .sorted()
                .map(day -> "date'" + day + "'")
                .collect(Collectors.joining(", ", Lake.AS_OF + " in (", ")"));
        return Lake.counted(lake.readSlices(mart, slices), rows -> {
            String tag = PUBLICATION + publication;
            DataFrameWriter<Row> writer = stale
                    ? Lake.writer(rows, SaveMode.Overwrite, tag).option("replaceWhere", condition)
                    : Lake.writer(rows, SaveMode.Append, tag);
            // By day: to replace a day is to drop its folder from the log; no file is read or written again.
            writer.partitionBy(Lake.AS_OF).save(lake.publishedPath(mart));
        });
    }

    /** Whether the plain published table of a mart is there. */
    public boolean exists(Table mart) {
        return lake.isTable(lake.publishedPath(mart));
    }

    /** Writes the plain published table of a mart anew, where its content is unknown. */
    public long rewrite(Table mart, long publication, Collection<RunId> slices) {
        return Lake.counted(
                lake.readSlices(mart, slices), rows -> Lake.writer(rows, SaveMode.Overwrite, PUBLICATION + publication)
                        .partitionBy(Lake.AS_OF)
                        .save(lake.publishedPath(mart)));
    }
}
