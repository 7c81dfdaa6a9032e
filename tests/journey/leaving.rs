//! However the program ends, the terminal is as it was.

use rustix::process::Signal;

use vt100::MouseProtocolMode;

use crate::home::Home;

#[test]
fn quitting_gives_the_terminal_back() {
    let tui = Home::without_engine_prepared().start();
    tui.look(|seen| {
        assert!(seen.screen().alternate_screen());
        assert!(seen.screen().bracketed_paste());
        // Buttons and drags, but not each cell that it passes.
        let mode = seen.screen().mouse_protocol_mode();
        assert_eq!(mode, MouseProtocolMode::ButtonMotion);
    });
    tui.quit();
}

#[test]
fn signals_that_end_it_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let tui = Home::without_engine_prepared().start();
        tui.signal(signal);
        let exit = tui.wait_exit();
        assert!(exit.signal().is_none(), "{signal:?}: {exit:?}");
        tui.assert_given_back();
    }
}

#[test]
fn a_signal_before_the_first_frame_is_no_harm() {
    let tui = Home::without_engine_prepared().start_blind();
    tui.signal(Signal::TERM);
    tui.wait_exit();
    tui.assert_given_back();
}
