//! A run of HiGHS watched from outside: told to stop, and asked how many nodes it has looked into.
//!
//! The one place that calls C: the safe library has neither.
#![allow(unsafe_code)]

use std::os::raw::{c_char, c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Instant;

use highs::Model;
use highs_sys::{Highs_setCallback, Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut, kHighsCallbackMipInterrupt};

#[derive(Debug, Default)]
pub struct Watch {
    stop: AtomicBool,
    nodes: AtomicI64,
    until: Option<Instant>,
}

impl Watch {
    pub fn until(until: Option<Instant>) -> Watch {
        Watch { until, ..Watch::default() }
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn nodes(&self) -> u64 {
        self.nodes.load(Ordering::Relaxed).max(0).unsigned_abs()
    }

    /// Watches a model for as long as `run` takes. The watch outlives the run because it is borrowed across it.
    pub fn over<T>(&self, mut model: Model, run: impl FnOnce(Model) -> T) -> T {
        let pointer = model.as_mut_ptr();
        // SAFETY: `pointer` is the live model's own; the callback only reads its data and writes `user_interrupt`, never
        // unwinds, and `self` outlives the run, which ends before this function does.
        unsafe {
            Highs_setCallback(pointer, Some(asked), std::ptr::from_ref(self).cast_mut().cast::<c_void>());
            Highs_startCallback(pointer, kHighsCallbackMipInterrupt);
        }
        run(model)
    }
}

unsafe extern "C" fn asked(
    kind: c_int,
    _message: *const c_char,
    told: *const HighsCallbackDataOut,
    answer: *mut HighsCallbackDataIn,
    watch: *mut c_void,
) {
    // SAFETY: HiGHS passes what `over` gave it, and data that is valid for this call; each is looked at before it is used.
    let (watch, told, answer) = unsafe { (watch.cast::<Watch>().as_ref(), told.as_ref(), answer.as_mut()) };
    let (Some(watch), Some(told), Some(answer)) = (watch, told, answer) else { return };
    if kind == kHighsCallbackMipInterrupt {
        watch.nodes.store(told.mip_node_count, Ordering::Relaxed);
        let late = watch.until.is_some_and(|until| Instant::now() >= until);
        answer.user_interrupt = c_int::from(late || watch.stop.load(Ordering::Relaxed));
    }
}
