package io.arrears.embedded;

import io.arrears.config.ConfigurationException;
import io.arrears.pipeline.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A real PostgreSQL whose data stays in a directory between commands. There is one server per directory. All that have
 * it open, in this process and in others, share it, and the last one to close it stops it. The next start stops a
 * server whose program was killed.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final int LOCK_SECONDS = 90;
    /** What this process has open, by directory: file locks do not count within one process. */
    private static final Map<Path, EmbeddedDatabase> OPEN = new HashMap<>();

    private final Path dir;
    private final EmbeddedServer server;
    private final DirectoryLock users;
    private final Thread hook;
    private int port;
    private int opened;

    private EmbeddedDatabase(Path dir) throws IOException {
        this.dir = dir;
        this.server = new EmbeddedServer(dir);
        this.users = new DirectoryLock(dir.resolve("users.lock"));
        this.hook = new Thread(this::closeAll, "embedded-database-close");
    }

    /**
     * Starts the server of this directory, creating the directory and an empty database the first time, or joins it.
     *
     * @throws ConfigurationException when the directory cannot be used
     * @throws SourceUnavailableException when the server does not start
     */
    public static EmbeddedDatabase start(Path dir) {
        synchronized (OPEN) {
            Path real = usable(dir);
            try {
                EmbeddedDatabase database = OPEN.get(real);
                if (database == null) {
                    database = new EmbeddedDatabase(real);
                    database.open();
                    Runtime.getRuntime().addShutdownHook(database.hook);
                    OPEN.put(real, database);
                }
                database.opened++;
                return database;
            } catch (IOException e) {
                throw new SourceUnavailableException(
                        "the embedded PostgreSQL in " + dir + " cannot be started: " + e, e);
            }
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedServer.DATABASE;
    }

    /** May log in without a password; owns the database, is no superuser. */
    public String user() {
        return EmbeddedServer.USER;
    }

    public Connection connect() {
        try {
            return DriverManager.getConnection(url(), EmbeddedServer.USER, null);
        } catch (SQLException e) {
            throw new SourceUnavailableException("the embedded PostgreSQL in " + dir + " refuses the connection", e);
        }
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (opened > 0 && --opened == 0 && unhook()) {
                leave();
            }
        }
    }

    /** False when this process is ending already: then the hook itself leaves. */
    private boolean unhook() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void closeAll() {
        synchronized (OPEN) {
            opened = 0;
            leave();
        }
    }

    private static Path usable(Path dir) {
        try {
            Path real = Files.createDirectories(dir.toAbsolutePath()).toRealPath();
            String owner = Files.getOwner(real).getName();
            String self = System.getProperty("user.name");
            if (!owner.equals(self) || !Files.isWritable(real)) {
                throw new ConfigurationException("source.embedded-dir " + dir + " belongs to user " + owner
                        + " but this is " + self + (Files.isWritable(real) ? "" : ", who may not write there")
                        + ": PostgreSQL runs only on a directory of its own user; name another directory");
            }
            return real;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "source.embedded-dir " + dir + " cannot be created or read (" + e
                            + "): name a directory that this user may write",
                    e);
        }
    }

    private void open() throws IOException {
        try (DirectoryLock starting = starting()) {
            boolean alone = users.tryExclusive();
            Optional<Postmaster> running = Postmaster.find(server.data());
            if (alone && running.isPresent()) {
                running.get().stop();
                running = Optional.empty();
            }
            if (running.isEmpty()) {
                server.start();
                running = Postmaster.find(server.data());
            }
            port = running.orElseThrow(() ->
                            new IOException("the server ended right after its start, see " + dir.resolve("server.log")))
                    .port();
            users.tryShared();
        }
    }

    private void leave() {
        OPEN.remove(dir);
        try (DirectoryLock starting = starting();
                DirectoryLock last = users) {
            if (last.tryExclusive()) {
                Optional<Postmaster> running = Postmaster.find(server.data());
                if (running.isPresent()) {
                    running.get().stop();
                }
            }
        } catch (IOException e) {
            throw new SourceUnavailableException("the embedded PostgreSQL in " + dir + " cannot be stopped: " + e, e);
        }
    }

    private DirectoryLock starting() throws IOException {
        DirectoryLock lock = new DirectoryLock(dir.resolve("start.lock"));
        if (!lock.awaitExclusive(LOCK_SECONDS)) {
            lock.close();
            throw new IOException("another process has been starting or stopping it for " + LOCK_SECONDS + " seconds");
        }
        return lock;
    }
}
