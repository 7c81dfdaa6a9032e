//! The terminal's own colours: what a theme's colours stand on, and what the 16 names mean.

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(r, g, b) = self;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Rgb {
    /// Halfway to another colour.
    pub fn towards(self, other: Self) -> Self {
        Self(
            u8::midpoint(self.0, other.0),
            u8::midpoint(self.1, other.1),
            u8::midpoint(self.2, other.2),
        )
    }
}

/// A terminal's colours.
pub struct Ground {
    /// Behind everything.
    pub back: Rgb,
    /// Text of no colour.
    pub fore: Rgb,
    /// The window's title bar.
    pub bar: Rgb,
    /// Around the window, and under the title bar.
    pub edge: Rgb,
    ansi: [u32; 16],
}

impl Ground {
    /// The ground that fits a theme of this name.
    pub fn of(theme: &str) -> Self {
        if theme.contains("light") || theme == "paper" {
            Self::light()
        } else {
            Self::dark()
        }
    }

    fn dark() -> Self {
        Self {
            back: rgb(0x1a_1d_23),
            fore: rgb(0xd8_db_e2),
            bar: rgb(0x23_27_2e),
            edge: rgb(0x34_3a_44),
            ansi: [
                0x1a_1d_23, 0xe0_6c_75, 0x98_c3_79, 0xd1_9a_66, 0x61_af_ef, 0xc6_78_dd, 0x56_b6_c2,
                0xab_b2_bf, 0x5c_63_70, 0xff_8b_92, 0xb5_e0_90, 0xe5_c0_7b, 0x8c_c8_ff, 0xde_a3_f0,
                0x7f_d8_e4, 0xff_ff_ff,
            ],
        }
    }

    fn light() -> Self {
        Self {
            back: rgb(0xff_ff_ff),
            fore: rgb(0x2b_2f_36),
            bar: rgb(0xf0_f0_f3),
            edge: rgb(0xd5_d7_de),
            ansi: [
                0x12_14_17, 0xb0_1e_1a, 0x1e_7a_34, 0x8a_5a_00, 0x1a_55_9c, 0x8b_2f_a8, 0x0b_6a_70,
                0xb4_b8_c0, 0x6b_72_80, 0xd7_3a_34, 0x2b_9a_48, 0xa8_75_00, 0x2f_74_c7, 0xa9_4b_c6,
                0x12_8a_92, 0xff_ff_ff,
            ],
        }
    }

    /// A cell's colour; `default` is what no colour means there.
    pub fn colour(&self, colour: vt100::Color, default: Rgb) -> Rgb {
        match colour {
            vt100::Color::Default => default,
            vt100::Color::Rgb(r, g, b) => Rgb(r, g, b),
            vt100::Color::Idx(i) => self.indexed(i),
        }
    }

    /// xterm's 256 colours: 16 names, a cube of six levels, and greys.
    fn indexed(&self, index: u8) -> Rgb {
        const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match index {
            0..16 => rgb(self.ansi[usize::from(index)]),
            16..232 => {
                let level = |step: u8| LEVELS[usize::from((index - 16) / step % 6)];
                Rgb(level(36), level(6), level(1))
            }
            232.. => {
                let grey = 8 + 10 * (index - 232);
                Rgb(grey, grey, grey)
            }
        }
    }
}

fn rgb(hex: u32) -> Rgb {
    let [_, r, g, b] = hex.to_be_bytes();
    Rgb(r, g, b)
}
