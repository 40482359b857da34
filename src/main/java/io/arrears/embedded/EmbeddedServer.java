package io.arrears.embedded;

import io.arrears.pipeline.SourceUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Creates and starts the PostgreSQL server of one directory. The caller holds the directory's lock.
 *
 * <p>The server is for samples and demonstrations: it does not wait for the disk (fsync off), so a crash of the
 * machine, not of a program, may lose its data. It listens on 127.0.0.1 alone. Every local user may log in to the
 * database {@code arrears} without a password. The superuser needs the password kept in the directory, which only its
 * owner can read.
 */
final class EmbeddedServer {

    static final String DATABASE = "arrears";
    static final String USER = "arrears";
    private static final int WAIT_SECONDS = 60;
    private static final int LOG_LINES = 6;
    private static final int PASSWORD_BYTES = 24;
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("checkpoint_timeout", "30min"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("maintenance_work_mem", "256MB"),
            Map.entry("max_connections", "100"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("datestyle", "iso"));
    private static final List<String> LOGINS =
            List.of("host all postgres 127.0.0.1/32 scram-sha-256", "host " + DATABASE + " all 127.0.0.1/32 trust");

    private final Path dir;
    private final Path data;
    private final Path unfinished;

    EmbeddedServer(Path dir) {
        this.dir = dir;
        this.data = dir.resolve("data");
        this.unfinished = dir.resolve("initialising");
    }

    Path data() {
        return data;
    }

    /**
     * Starts the server; creates the data directory first where there is none, or only one whose creation was cut
     * short.
     */
    void start() throws IOException {
        if (Files.exists(unfinished)) {
            delete(data);
        }
        boolean create = !Files.exists(data.resolve("PG_VERSION"));
        if (create) {
            Files.writeString(unfinished, "The database is being created; the next start begins anew.\n");
            createPassword();
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.deleteIfExists(data.resolve("epg-lock"));
        EmbeddedPostgres server = launch();
        Files.writeString(dir.resolve("port"), String.valueOf(server.getPort()));
        if (create) {
            createDatabase(server);
            Files.delete(unfinished);
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        File log = dir.resolve("server.log").toFile();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries().toFile())
                .setPort(port())
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password())
                .setPGStartupWait(Duration.ofSeconds(WAIT_SECONDS))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log));
        SETTINGS.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IllegalStateException | IOException e) {
            throw new SourceUnavailableException(
                    "the embedded PostgreSQL in " + dir + " does not start; the end of " + "its server.log says: "
                            + lastLines(log.toPath()),
                    e);
        }
    }

    /**
     * The server's programs are unpacked once per user, or beside the data where the home cannot be written; into a
     * folder that is closed to other users, since the library opens its own to all.
     */
    private Path binaries() throws IOException {
        try {
            return closed(Path.of(System.getProperty("user.home"), ".cache", "arrears"));
        } catch (IOException e) {
            return closed(dir.resolve("programs"));
        }
    }

    private static Path closed(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder.resolve("postgres");
    }

    /** The port of the last time, so that bookmarks stay true; another (0 = any) when something else has taken it. */
    private int port() throws IOException {
        Path file = dir.resolve("port");
        if (!Files.exists(file)) {
            return 0;
        }
        int last = Integer.parseInt(Files.readString(file).strip());
        try (ServerSocket probe = new ServerSocket(last, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    private void createPassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path file = dir.resolve("superuser.password");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random));
    }

    private String password() throws IOException {
        return Files.readString(dir.resolve("superuser.password")).strip();
    }

    private void createDatabase(EmbeddedPostgres server) throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + password() + "'");
            statement.execute("create role " + USER + " login createrole");
            statement.execute("create database " + DATABASE + " owner " + USER);
            Files.write(data.resolve("pg_hba.conf"), LOGINS, StandardCharsets.UTF_8);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new SourceUnavailableException("the embedded PostgreSQL in " + dir + " cannot be prepared", e);
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
