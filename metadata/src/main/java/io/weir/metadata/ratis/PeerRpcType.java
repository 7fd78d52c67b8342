package io.weir.metadata.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;

/** Makes Ratis send by a {@link RaftTransport}. Public, with a constructor without arguments, because Ratis asks for it. */
public final class PeerRpcType implements RpcType {

    static final String TRANSPORT = "weir.transport";
    static final String TUNING = "weir.tuning";

    @Override
    public String name() {
        return PeerRpcType.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new Factory(
                this,
                parameters.getNonNull(TRANSPORT, RaftTransport.class),
                parameters.getNonNull(TUNING, RaftTuning.class));
    }

    private record Factory(PeerRpcType type, RaftTransport transport, RaftTuning tuning) implements ServerFactory {

        @Override
        public RaftServerRpc newRaftServerRpc(RaftServer server) {
            return new PeerRpc(type, server, transport, tuning.callMs());
        }

        @Override
        public RpcType getRpcType() {
            return type;
        }
    }
}
