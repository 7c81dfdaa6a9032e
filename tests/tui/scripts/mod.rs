//! What keys do: to the model, and what they want of the world. The news of the world is scripted.

mod editing;
mod preparing;
mod previewing;
mod restoring;
mod running;
