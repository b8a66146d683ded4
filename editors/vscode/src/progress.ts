// Progress that can be cancelled, as a dry run's: in a notification, for the status bar has no button for it.

import { ProgressLocation, window, type Progress } from 'vscode';
import {
    WorkDoneProgressCancelNotification,
    type HandleWorkDoneProgressSignature,
    type ProgressToken,
    type WorkDoneProgressBegin,
    type WorkDoneProgressEnd,
    type WorkDoneProgressReport
} from 'vscode-languageclient';

import type { Server } from './server';

type Step = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

interface Shown {
    progress: Progress<{ message?: string }>;
    end: () => void;
}

/** What is being shown. */
export class CancellableProgress {
    private readonly shown = new Map<ProgressToken, Promise<Shown>>();

    /** Takes in what the server tells of its work; what cannot be cancelled is left to the client. */
    handle(server: Server, token: ProgressToken, step: Step, next: HandleWorkDoneProgressSignature): void {
        if (step.kind === 'begin' && step.cancellable) {
            const cancel = () => void server.client?.sendNotification(WorkDoneProgressCancelNotification.type, { token });
            this.shown.set(token, show(step, cancel));
            return;
        }
        const one = this.shown.get(token);
        if (one && step.kind === 'report') {
            const { message } = step;
            if (message !== undefined) void one.then(({ progress }) => progress.report({ message }));
            return;
        }
        if (one && step.kind === 'end') {
            this.shown.delete(token);
            void one.then(({ end }) => end());
        }
        // The client keeps something for each token until it hears of the end.
        next(token, step);
    }

    /** The server is gone, and ends nothing any more. */
    endAll(): void {
        for (const one of this.shown.values()) void one.then(({ end }) => end());
        this.shown.clear();
    }
}

function show({ title, message }: WorkDoneProgressBegin, cancel: () => void): Promise<Shown> {
    return new Promise((resolve) => {
        const options = { location: ProgressLocation.Notification, title: `Nango: ${title}`, cancellable: true };
        void window.withProgress(options, (progress, cancelled) => {
            cancelled.onCancellationRequested(cancel);
            if (message !== undefined) progress.report({ message });
            return new Promise<void>((end) => resolve({ progress, end }));
        });
    });
}
