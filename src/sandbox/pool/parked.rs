//! A container that waits, or is on its way: whoever boots it watches it until it is claimed, or nobody wants it any more.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::super::contract::{Warm, warm};
use super::super::{Boot, Engine, EngineError, Policy};

/// What comes of a claim. An error on the channel itself means that the container was lost.
pub type Claimed = oneshot::Receiver<Result<Warm, EngineError>>;

/// The right to one container. Dropping it ends the container.
pub struct Parked {
    /// Which of a pool's, in the order of their beginning.
    pub id: u64,
    claim: oneshot::Sender<oneshot::Sender<Result<Warm, EngineError>>>,
}

/// How a watch ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Watched {
    /// It was claimed, or nobody wants it.
    Gone,
    /// It died while it waited.
    Died,
}

impl Parked {
    /// A right, and the watch that it is of, which is to be spawned.
    pub fn begin(
        id: u64,
        engine: Arc<dyn Engine>,
        boot: &Boot,
        policy: &Policy,
    ) -> (Self, impl Future<Output = Watched> + Send + use<>) {
        let (claim, claims) = oneshot::channel();
        let (boot, policy) = (boot.clone(), policy.clone());
        let watch = async move {
            // What is being booted cannot be stopped half-way: it is ended when it is there.
            let booted = warm(engine.as_ref(), &boot, &policy).await;
            watch(booted, claims).await
        };
        (Self { id, claim }, watch)
    }

    /// Asks for the container, as soon as it is ready.
    pub fn claim(self) -> Claimed {
        let (give, claimed) = oneshot::channel();
        // A watch that is over has dropped the other end, which is what the claim will find.
        self.claim.send(give).ok();
        claimed
    }
}

async fn watch(
    booted: Result<Warm, EngineError>,
    mut claims: oneshot::Receiver<oneshot::Sender<Result<Warm, EngineError>>>,
) -> Watched {
    let mut warm = match booted {
        Ok(warm) => warm,
        Err(error) => {
            if let Ok(give) = claims.await {
                give.send(Err(error)).ok();
            }
            return Watched::Gone;
        }
    };
    tokio::select! {
        biased;
        () = warm.ends() => {
            warm.discard().await;
            Watched::Died
        }
        claimed = &mut claims => {
            // Whoever claimed it may have gone since.
            let unwanted = match claimed {
                Ok(give) => give.send(Ok(warm)).err().and_then(Result::ok),
                Err(_) => Some(warm),
            };
            if let Some(warm) = unwanted {
                warm.discard().await;
            }
            Watched::Gone
        }
    }
}
