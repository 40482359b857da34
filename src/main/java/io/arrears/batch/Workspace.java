package io.arrears.batch;

import io.arrears.config.Secret;
import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.embedded.EmbeddedDatabase;
import io.arrears.ingest.SourceDatabase;
import io.arrears.ingest.WorkSource;
import io.arrears.lake.Lake;
import io.arrears.lake.Sessions;
import io.arrears.publish.WorkTables;
import io.arrears.transform.StagingColumns;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What a command works with: the settings, the source database (started when it is the embedded one), and a Spark
 * session with the lake, started when first asked for. Closing it stops what it started.
 */
public final class Workspace implements DatabaseSession {

    private final Settings settings;
    private EmbeddedDatabase embedded;
    private SparkSession spark;
    private boolean startedSpark;

    public Workspace(Settings settings) {
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    public SparkSession spark() {
        if (spark == null) {
            // A notebook or a test that calls a command keeps the session it has.
            boolean ours = SparkSession.getDefaultSession().isEmpty();
            spark = Sessions.open(settings.spark());
            startedSpark = ours;
        }
        return spark;
    }

    public Lake lake() {
        return new Lake(spark(), settings.lakeRoot(), StagingColumns::of);
    }

    /** The billing database; starts the embedded one. */
    public SourceDatabase source() {
        Settings.Source source = settings.source();
        if (!source.embedded()) {
            return SourceDatabase.configured(source);
        }
        Settings.Login login = embeddedLogin();
        return SourceDatabase.at(login.url().orElseThrow(), login.user().orElseThrow(), source);
    }

    /** Where people write down what they did and decided; empty where no mart database is configured. */
    public Optional<WorkSource> work() {
        Settings.Postgres marts = settings.postgres();
        boolean isOwn = marts.login().url().isPresent();
        if (!marts.enabled() || !isOwn && !settings.source().embedded()) {
            return Optional.empty();
        }
        Settings.Login login = isOwn ? marts.login() : embeddedLogin();
        return Optional.of(WorkSource.of(
                login.url().orElseThrow(),
                login.user().orElse(""),
                login,
                marts.timeouts(),
                WorkTables.SCHEMA,
                settings.source()));
    }

    /** How to reach the embedded database, where there is one; starts it. */
    @Override
    public Optional<Settings.Login> embedded() {
        return settings.source().embedded() ? Optional.of(embeddedLogin()) : Optional.empty();
    }

    private Settings.Login embeddedLogin() {
        if (embedded == null) {
            embedded = EmbeddedDatabase.start(settings.source().embeddedDir());
        }
        return new Settings.Login(
                Optional.of(embedded.url()),
                Optional.of(embedded.user()),
                new Secret(Optional.empty()),
                Optional.empty());
    }

    @Override
    public void close() {
        if (startedSpark) {
            spark.stop();
        }
        if (embedded != null) {
            embedded.close();
        }
    }
}
