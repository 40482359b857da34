package io.arrears.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before a server and forwards its bytes until it has forwarded so many; from then on every connection is open and
 * silent, as behind a firewall that has forgotten them.
 */
public final class StallingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final AtomicLong left;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param bytes of the server's answers, of all connections, before it stalls */
    public StallingProxy(int server, long bytes) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.left = new AtomicLong(bytes);
        start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public boolean hasStalled() {
        return left.get() < 0;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(client);
            open.add(behind);
            start(() -> forward(client.getInputStream(), behind.getOutputStream(), false));
            start(() -> forward(behind.getInputStream(), client.getOutputStream(), true));
        }
    }

    private void forward(InputStream from, OutputStream to, boolean counted) throws IOException {
        byte[] buffer = new byte[1 << 13];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (left.addAndGet(counted ? -read : 0) < 0) {
                return;
            }
            to.write(buffer, 0, read);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The connection, or the proxy, has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
